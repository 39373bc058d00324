import type { Verdict } from '../../shared/verdict';
import { formatAgainst as digitsAgainst } from '../../shared/format-against';
import type { Language } from '../../shared/language';
import { localDay, localDigits, localMomentUtc } from '../../shared/local-format';
import type { Prediction } from '../../shared/prediction';
import type { AnalysisBasis, ComputerAnalysis } from '../../shared/report';
import { fillText, type PlaceholderValues } from '../../shared/report-template';
import type { InstanceRecord } from '../../shared/study';
import { wordsIn } from '../../shared/words';
import { sexWord } from '../../shared/words/sex-word';
import { tellFailure } from '../../shared/words/tell-failure';

/** What a report's placeholders are filled from. */
export interface ReportFacts {
  readonly instance: InstanceRecord;
  /** View positions of the study's images, in their order, each once. */
  readonly views: readonly string[];
  readonly verdict: Verdict | null;
  /** ISO dates, newest first. */
  readonly earlierStudies: readonly string[];
  readonly readerName: string;
  /** ISO date */
  readonly today: string;
  /** In which the report is written. */
  readonly language: Language;
}

/** A value for every placeholder; a header that is silent gives 'unknown', never nothing. */
export function placeholderValues({
  instance,
  views,
  verdict,
  earlierStudies,
  readerName,
  today,
  language,
}: ReportFacts): PlaceholderValues {
  const { result, studyDate, patientAgeYears } = instance;
  const t = wordsIn(language);
  const unknown = t('report:values.unknown');
  const earlier = earlierStudies.map((day) => localDay(language, day)).join(', ');
  return {
    studyDate: studyDate === null ? unknown : localDay(language, studyDate),
    studyDescription: instance.studyDescription || unknown,
    modality: instance.modality || unknown,
    view: views.join(', ') || unknown,
    patientAge: patientAgeYears === null ? unknown : String(Math.floor(patientAgeYears)),
    patientSex: sexWord(t, instance.patientSex) || unknown,
    earlierStudies: earlier || t('report:values.noEarlier'),
    verdict: verdict === null ? t('report:values.noVerdict') : verdictWords(verdict, language),
    reader: readerName || unknown,
    today: localDay(language, today),
    ...(result.status === 'ok' ? computedValues(result, language) : nothingComputed(t('report:values.notComputed'))),
  };
}

/** The class, or the plain answer where none was chosen, and the other findings by their names. */
function verdictWords({ positive, class: chosen, findings, otherText }: Verdict, language: Language): string {
  const t = wordsIn(language);
  const plain = t(positive ? 'report:values.opacity' : 'report:values.noOpacity');
  const answer = chosen === '' ? plain : t(`report:values.class.${chosen}`);
  const others = findings.map((finding) => (finding === 'other' && otherText !== '' ? otherText : t(`report:values.findings.${finding}`)));
  return [answer, ...others].join(', ');
}

type ComputedValues = Pick<PlaceholderValues, 'finding' | 'probability' | 'threshold' | 'modelName' | 'boxes'>;

const nothingComputed = (said: string): ComputedValues => ({
  finding: said,
  probability: said,
  threshold: said,
  modelName: said,
  boxes: said,
});

function computedValues({ probability, threshold, positive, modelName, boxes }: Prediction, language: Language): ComputedValues {
  const t = wordsIn(language);
  const regions = boxes.map(({ x, y, width, height }, place) => {
    const [left, top, wide, high] = [x, y, width, height].map(Math.round);
    return t('report:values.region', { number: place + 1, width: wide, height: high, left, top });
  });
  return {
    finding: t(positive ? 'report:values.suspected' : 'report:values.notSuspected'),
    ...formatAgainst(probability, threshold, language),
    modelName,
    boxes: regions.join('; ') || t('report:values.noRegions'),
  };
}

function formatAgainst(probability: number, threshold: number, language: Language): { probability: string; threshold: string } {
  const digits = digitsAgainst(probability, threshold);
  return { probability: localDigits(language, digits.probability), threshold: localDigits(language, digits.threshold) };
}

/** The computer's part of a report: filled in where there is a score, else why there is none. */
export function computerAnalysis(
  template: string,
  { instance: { instanceId, result }, language }: ReportFacts,
  values: PlaceholderValues,
): ComputerAnalysis {
  const t = wordsIn(language);
  if (result.status === 'pending') return { text: t('report:values.notScoredYet'), basis: null };
  if (result.status !== 'ok') {
    const { sentence, detail } = tellFailure(language, result.failure);
    return { text: t('report:values.notScored', { reason: `${sentence} ${detail}`.trim() }), basis: null };
  }
  return { text: fillText(template, values, 'computer'), basis: basisOf(instanceId, result) };
}

function basisOf(instanceId: number, result: Prediction): AnalysisBasis {
  const { predictionId, modelName, modelId, modelSha256, probability, threshold, computedAtMs } = result;
  return { instanceId, predictionId, modelName, modelId, modelSha256, probability, threshold, computedAtMs };
}

/** What stands under every computer's part, whatever its template says: model, threshold, when, and what it is for. */
export function basisSentence(basis: AnalysisBasis | null, language: Language, dated = true): string {
  const t = wordsIn(language);
  if (basis === null) return `${t('report:basis.none')} ${t('researchUseOnly')}`;
  const { probability, threshold } = formatAgainst(basis.probability, basis.threshold, language);
  const model = `${basis.modelName} (${basis.modelId}, ${basis.modelSha256.slice(0, 12)})`;
  const said = dated
    ? t('report:values.basisDated', { model, probability, threshold, moment: localMomentUtc(language, basis.computedAtMs) })
    : t('report:values.basis', { model, probability, threshold });
  return `${said} ${t('researchUseOnly')}`;
}
