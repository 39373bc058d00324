/** What a migration may do to a database: run SQL. (better-sqlite3 itself is imported by store/database.ts only.) */
export interface MigratableDatabase {
  exec(sql: string): unknown;
}

/** One numbered step of the schema. A migration that has shipped is never changed; the next one corrects it. */
export interface Migration {
  /** 1, 2, 3 …: the `user_version` of the database once this step is done. */
  readonly version: number;
  /** Runs inside one transaction with the change of `user_version`. */
  readonly apply: (database: MigratableDatabase) => void;
}
