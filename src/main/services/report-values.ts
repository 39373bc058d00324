import type { Verdict } from '../../shared/verdict';
import { formatAgainst } from '../../shared/format-against';
import type { Prediction } from '../../shared/prediction';
import type { AnalysisBasis, ComputerAnalysis } from '../../shared/report';
import { researchUseOnly } from '../../shared/research-use';
import { fillText, type PlaceholderValues } from '../../shared/report-template';
import type { InstanceRecord } from '../../shared/study';

/** What a report's placeholders are filled from. */
export interface ReportFacts {
  readonly instance: InstanceRecord;
  readonly verdict: Verdict | null;
  /** ISO dates, newest first. */
  readonly earlierStudies: readonly string[];
  readonly readerName: string;
  /** ISO date */
  readonly today: string;
}

const unknown = 'unknown';
const notComputed = 'not computed';

/** A value for every placeholder; a header that is silent gives 'unknown', never nothing. */
export function placeholderValues({ instance, verdict, earlierStudies, readerName, today }: ReportFacts): PlaceholderValues {
  const { result } = instance;
  return {
    studyDate: instance.studyDate ?? unknown,
    studyDescription: instance.studyDescription || unknown,
    modality: instance.modality || unknown,
    view: instance.viewPosition || unknown,
    patientAge: instance.patientAgeYears === null ? unknown : String(Math.floor(instance.patientAgeYears)),
    patientSex: instance.patientSex || unknown,
    earlierStudies: earlierStudies.length === 0 ? 'none in this history' : earlierStudies.join(', '),
    verdict: verdict === null ? 'not given' : verdictWords(verdict),
    reader: readerName || unknown,
    today,
    ...(result.status === 'ok' ? computedValues(result) : nothingComputed),
  };
}

/** The class, or the plain answer where none was chosen, and the other findings by their names. */
function verdictWords({ positive, class: chosen, findings, otherText }: Verdict): string {
  const answer = chosen === '' ? (positive ? 'opacity' : 'no opacity') : chosen;
  const others = findings.map((finding) => (finding === 'other' && otherText !== '' ? otherText : finding.replaceAll('-', ' ')));
  return [answer, ...others].join(', ');
}

type ComputedValues = Pick<PlaceholderValues, 'finding' | 'probability' | 'threshold' | 'modelName' | 'boxes'>;

const nothingComputed: ComputedValues = {
  finding: notComputed,
  probability: notComputed,
  threshold: notComputed,
  modelName: notComputed,
  boxes: notComputed,
};

function computedValues({ probability, threshold, positive, modelName, boxes }: Prediction): ComputedValues {
  return {
    finding: positive ? 'Opacity suspected' : 'No opacity suspected',
    ...formatAgainst(probability, threshold),
    modelName,
    boxes: boxes.length === 0 ? 'none' : boxes.map(({ x, y, width, height }, place) => inWords(place + 1, x, y, width, height)).join('; '),
  };
}

function inWords(number: number, x: number, y: number, width: number, height: number): string {
  const [left, top, wide, high] = [x, y, width, height].map(Math.round);
  return `${number}: ${wide} x ${high} pixels at ${left}, ${top}`;
}

/** The computer's part of a report: filled in where there is a score, else why there is none. */
export function computerAnalysis(
  template: string,
  { instance: { instanceId, result } }: ReportFacts,
  values: PlaceholderValues,
): ComputerAnalysis {
  if (result.status === 'pending') return { text: 'The image has not been scored.', basis: null };
  if (result.status !== 'ok') return { text: `The image was not scored. ${result.failure.message}`, basis: null };
  return { text: fillText(template, values, 'computer'), basis: basisOf(instanceId, result) };
}

function basisOf(instanceId: number, result: Prediction): AnalysisBasis {
  const { predictionId, modelName, modelId, modelSha256, probability, threshold, computedAtMs } = result;
  return { instanceId, predictionId, modelName, modelId, modelSha256, probability, threshold, computedAtMs };
}

/** What stands under every computer's part, whatever its template says: model, threshold, when, and what it is for. */
export function basisSentence(basis: AnalysisBasis | null, dated = true): string {
  if (basis === null) return `No score was computed. ${researchUseOnly}`;
  const { probability, threshold } = formatAgainst(basis.probability, basis.threshold);
  const model = `Model ${basis.modelName} (${basis.modelId}, ${basis.modelSha256.slice(0, 12)})`;
  const when = dated ? `, computed ${moment(basis.computedAtMs)}` : '';
  return `${model}: probability ${probability} at threshold ${threshold}${when}. ${researchUseOnly}`;
}

/** '2026-11-23 03:19 UTC' */
export function moment(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
