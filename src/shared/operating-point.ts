import type { ModelCard, OperatingPointName } from './model-card';

export const operatingPointNames = ['triage', 'balanced', 'rule-in'] as const satisfies readonly OperatingPointName[];

type Points = Pick<ModelCard, 'operatingPoints' | 'threshold'>;

/** The threshold of a model's operating point, 0 to 1; null names the model's own. Undefined where the model has no such point. */
export function thresholdOf({ operatingPoints, threshold }: Points, point: OperatingPointName | null): number | undefined {
  return point === null ? threshold : operatingPoints.find(({ name }) => name === point)?.threshold;
}

/** The operating point that has this threshold; null where the model names none. */
export function pointAt({ operatingPoints }: Pick<Points, 'operatingPoints'>, threshold: number): OperatingPointName | null {
  return operatingPoints.find((point) => point.threshold === threshold)?.name ?? null;
}
