import type { Estimate, SubgroupFigures, SubgroupKind } from '../../shared/model-card';
import { areaUnderCurve, bootstrapInterval, type ScoredCase } from './metrics';

/** Who was examined, and how. '' or null where nobody knows. */
export interface Subject {
  readonly sex: string;
  readonly ageYears: number | null;
  /** DICOM ViewPosition. */
  readonly view: string;
}

/** With fewer positives, or fewer negatives, an AUC says nothing worth printing. */
const leastOfAClass = 10;

const groups: readonly { readonly kind: SubgroupKind; readonly name: string; readonly holds: (one: Subject) => boolean }[] = [
  { kind: 'sex', name: 'F', holds: ({ sex }) => sex === 'F' },
  { kind: 'sex', name: 'M', holds: ({ sex }) => sex === 'M' },
  { kind: 'age', name: '< 40', holds: ({ ageYears }) => ageYears !== null && ageYears < 40 },
  { kind: 'age', name: '40-64', holds: ({ ageYears }) => ageYears !== null && ageYears >= 40 && ageYears < 65 },
  { kind: 'age', name: '>= 65', holds: ({ ageYears }) => ageYears !== null && ageYears >= 65 },
  { kind: 'view', name: 'PA', holds: ({ view }) => view === 'PA' },
  { kind: 'view', name: 'AP', holds: ({ view }) => view === 'AP' },
];

/** The AUC among women and men, by age and by view; groups without an image are left out, and those too small have no AUC. */
export function subgroupFigures(cases: readonly (ScoredCase & Subject)[], draws = 2_000, seed = 1): readonly SubgroupFigures[] {
  return groups.flatMap(({ kind, name, holds }) => {
    const inside = cases.filter(holds);
    if (inside.length === 0) return [];
    const positives = inside.filter(({ positive }) => positive).length;
    const auc = Math.min(positives, inside.length - positives) < leastOfAClass ? null : estimateAuc(inside, draws, seed);
    return [{ kind, name, images: inside.length, positives, auc }];
  });
}

/** The AUC with its 95 % interval by bootstrap over patients. @param cases of both classes */
export function estimateAuc(cases: readonly ScoredCase[], draws = 2_000, seed = 1): Estimate {
  return { value: areaUnderCurve(cases), ...bootstrapInterval(cases, areaUnderCurve, draws, seed) };
}
