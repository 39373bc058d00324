import table from './profile.json';

/** What happens to an attribute: remove, empty, dummy value, other UID, keep (PS3.15 section E.1.1). */
export type Action = 'X' | 'Z' | 'D' | 'U' | 'K';

export interface AttributeRule {
  readonly tag: number;
  /** 'xs': US or SS, 'xw': US, SS or OW, 'ox': OB or OW, depending on other attributes. */
  readonly vr: string;
  readonly keyword: string;
  readonly action: Action;
  /** For K: the only values that are kept; null where the value representation's form decides. */
  readonly values: ReadonlySet<string> | null;
  /** For Z: written, empty, even where the original has none (type 2 attributes). */
  readonly always: boolean;
  /** For sequences that are kept: which rules hold inside. */
  readonly items: 'code' | 'lut' | null;
}

/** Rules by tag; an attribute without a rule is removed. */
export type RuleTable = ReadonlyMap<number, AttributeRule>;

interface Row {
  readonly tag: string;
  readonly vr: string;
  readonly keyword: string;
  readonly action: string;
  readonly values?: readonly string[];
  readonly always?: boolean;
  readonly items?: string;
}

function rulesOf(rows: readonly Row[]): RuleTable {
  return new Map(
    rows.map((row) => {
      const rule: AttributeRule = {
        tag: parseInt(row.tag, 16),
        vr: row.vr,
        keyword: row.keyword,
        action: row.action as Action,
        values: row.values === undefined ? null : new Set(row.values),
        always: row.always ?? false,
        items: (row.items ?? null) as AttributeRule['items'],
      };
      return [rule.tag, rule] as const;
    }),
  );
}

/** The table of the Basic Application Level Confidentiality Profile as it is carried out here, from profile.json. */
export const topRules: RuleTable = rulesOf(table.attributes);

/** What holds inside the sequences that are kept. */
export const itemRules: Readonly<Record<'code' | 'lut', RuleTable>> = { code: rulesOf(table.codeItem), lut: rulesOf(table.lutItem) };
