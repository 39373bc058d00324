import type { Subject } from '../statistics/subgroups';

/** One line of a table of scores. */
export interface ImageScoreLine extends Subject {
  readonly file: string;
  readonly patient: string;
  readonly positive: boolean;
  readonly class: string;
  readonly probability: number;
}

/** A table of scores (RFC 4180), with every digit of the probability. The columns file, Target, patientId, class, sex, age and view are those that labels have. */
export function scoresCsv(lines: readonly ImageScoreLine[]): string {
  const rows = lines.map(({ file, positive, probability, patient, class: name, sex, ageYears, view }) =>
    [file, positive ? '1' : '0', String(probability), patient, name, sex, ageYears === null ? '' : String(ageYears), view]
      .map(quoted)
      .join(','),
  );
  return `${['file,Target,probability,patientId,class,sex,age,view', ...rows].join('\n')}\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
