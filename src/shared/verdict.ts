import type { Rectangle } from './image';

/** The RSNA's three classes of a chest radiograph, by their own names; '' where the reader did not say. */
export const findingClasses = ['Lung Opacity', 'No Lung Opacity / Not Normal', 'Normal'] as const;
export type FindingClass = (typeof findingClasses)[number] | '';

/** What else there is to see, in the order in which it is offered. */
export const otherFindings = [
  'effusion',
  'pneumothorax',
  'cardiomegaly',
  'nodule-or-mass',
  'atelectasis',
  'consolidation',
  'interstitial',
  'fracture',
  'device',
  'other',
] as const;
export type OtherFinding = (typeof otherFindings)[number];

export const longestComment = 2_000;

/** What a reader says of an image. */
export interface VerdictContent {
  /** An opacity that may be a pneumonia. */
  readonly positive: boolean;
  /** 'Lung Opacity' only where positive. */
  readonly class: FindingClass;
  /** In the order of `otherFindings`. */
  readonly findings: readonly OtherFinding[];
  /** What 'other' is; '' without it. */
  readonly otherText: string;
  readonly comment: string;
}

/** The latest verdict on an image. */
export interface Verdict extends VerdictContent {
  readonly instanceId: number;
  /** In pixels of the original image; none unless positive. */
  readonly boxes: readonly Rectangle[];
  readonly decidedAtMs: number;
  /** As the settings name the reader at the time; '' where they do not. */
  readonly reader: string;
}

/** A verdict that says no more than whether there is an opacity. */
export function plainVerdict(positive: boolean): VerdictContent {
  return { positive, class: positive ? 'Lung Opacity' : '', findings: [], otherText: '', comment: '' };
}

/** The verdict with another answer; findings and comment stay. Saying the same again keeps the class. */
export function withAnswer(verdict: VerdictContent | null, positive: boolean): VerdictContent {
  if (verdict === null) return plainVerdict(positive);
  if (verdict.positive === positive && verdict.class !== '') return verdict;
  return { ...verdict, positive, class: positive ? 'Lung Opacity' : '' };
}

/** A device, such as a pacemaker or a line, leaves a chest normal. */
const isAbnormal = (finding: OtherFinding): boolean => finding !== 'device';

/** The verdict with another class. Normal takes back every finding that contradicts it. */
export function withClass(verdict: VerdictContent, chosen: FindingClass): VerdictContent {
  const positive = chosen === 'Lung Opacity';
  if (chosen !== 'Normal') return { ...verdict, positive, class: chosen };
  return { ...verdict, positive, class: chosen, findings: verdict.findings.filter((finding) => !isAbnormal(finding)), otherText: '' };
}

/** The verdict with a finding ticked or not. What is abnormal contradicts Normal. */
export function withFinding(verdict: VerdictContent, finding: OtherFinding, present: boolean): VerdictContent {
  const findings = otherFindings.filter((one) => (one === finding ? present : verdict.findings.includes(one)));
  const contradicts = verdict.class === 'Normal' && findings.some(isAbnormal);
  return {
    ...verdict,
    class: contradicts ? 'No Lung Opacity / Not Normal' : verdict.class,
    findings,
    otherText: findings.includes('other') ? verdict.otherText : '',
  };
}
