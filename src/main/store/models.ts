import type { ActiveModel, ModelCard, ModelSummary } from '../../shared/model';
import { noAdditions } from '../../shared/model-card';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** Where a model came from. */
export type ModelOrigin = ModelSummary['origin'];

/** Makes a model known to the history, so that results can refer to it; its card is kept as it now reads. Throws 'disk-full', 'read-only'. */
export function recordModel(database: Database, model: ActiveModel, origin: ModelOrigin = 'shipped'): void {
  const sql = `INSERT INTO models (model_sha256, model_id, model_name, card, origin) VALUES (@sha256, @id, @name, @card, @origin)
    ON CONFLICT (model_sha256) DO UPDATE SET model_id = excluded.model_id, model_name = excluded.model_name, card = excluded.card`;
  inTransaction(database, () => {
    const { sha256, card } = model;
    prepared(database, sql).run({ sha256, id: card.id, name: card.name, card: JSON.stringify(card), origin });
  });
}

/** A model that the history knows; its files may be gone. */
export interface KnownModel extends ActiveModel {
  readonly origin: ModelOrigin;
  /** The latest run that it came from. */
  readonly run: number | null;
}

interface ModelRow {
  readonly sha256: string;
  readonly card: string;
  readonly origin: ModelOrigin;
  readonly run: number | null;
}

const selectModels = `SELECT model_sha256 AS sha256, card, origin,
  (SELECT max(run_id) FROM runs WHERE runs.model_sha256 = models.model_sha256) AS run FROM models`;

/** Every model that the history knows, in the order in which they became known. */
export function knownModels(database: Database): readonly KnownModel[] {
  return withSqliteFailures(() => prepared<[], ModelRow>(database, `${selectModels} ORDER BY models.rowid`).all()).map(toModel);
}

/** The model of this hash; null for one that the history does not know. */
export function knownModel(database: Database, sha256: string): KnownModel | null {
  const row = withSqliteFailures(() => prepared<[string], ModelRow>(database, `${selectModels} WHERE model_sha256 = ?`).get(sha256));
  return row === undefined ? null : toModel(row);
}

/** A card that was recorded before there were additions has none. */
function toModel(row: ModelRow): KnownModel {
  return { ...row, card: { ...noAdditions, ...(JSON.parse(row.card) as ModelCard) } };
}
