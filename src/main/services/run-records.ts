import type { Failure } from '../../shared/failure';
import type { EpochMetrics, TrainingEvent } from '../../shared/training';
import type { TrainedCandidate, TrainingOutcome } from '../engine/training-protocol';
import type { Database } from '../store/database';
import { recordModel } from '../store/models';
import {
  forgetEpochsAfter,
  recordEpoch,
  recordRunEnd,
  recordRunModel,
  recordRunStart,
  recordWarning,
  recordWeights,
  showRun,
} from '../store/training-runs';
import { makeCandidate } from './candidate';
import type { Datasets } from './datasets';
import { splitForTraining } from './training-order';

/** Keeps in the history what an event says of its run. */
export function recordEvent(db: Database, event: TrainingEvent): void {
  switch (event.event) {
    case 'started':
      recordRunStart(db, event.run, event.device, event.tensorflowVersion);
      forgetEpochsAfter(db, event.run, event.epoch);
      if (event.inexact !== null) recordWarning(db, event.run, event.inexact);
      break;
    case 'epoch':
      recordEpoch(db, event.run, metricsOf(event), event.best);
      break;
    case 'checkpoint':
      recordWeights(db, event.run, event.weightsSha256);
      break;
    case 'warning':
      recordWarning(db, event.run, event.message);
      break;
    case 'step':
    case 'finished':
    case 'failed':
      break;
  }
}

function metricsOf(event: Extract<TrainingEvent, { event: 'epoch' }>): EpochMetrics {
  const figures = Object.entries(event).filter(([name]) => !['event', 'run', 'best'].includes(name));
  return Object.fromEntries(figures) as unknown as EpochMetrics;
}

interface CandidateSources {
  readonly db: Database;
  readonly datasets: Datasets;
  readonly modelsFolder: string;
}

/** Keeps a run's end, and makes a candidate of what it left; answers the run's last event. Rejects with disk-full, read-only. */
export async function concludeRun(sources: CandidateSources, run: number, outcome: TrainingOutcome): Promise<TrainingEvent> {
  const { state, weightsSha256, modelFolder, candidate } = outcome;
  const modelId = modelFolder === null || candidate === null ? null : await keepCandidate(sources, run, modelFolder, candidate);
  recordWeights(sources.db, run, weightsSha256);
  recordRunEnd(sources.db, run, state, Date.now(), null);
  return { event: 'finished', run, state, weightsSha256, modelId };
}

async function keepCandidate(
  { db, datasets, modelsFolder }: CandidateSources,
  run: number,
  trainedFolder: string,
  candidate: TrainedCandidate,
): Promise<string> {
  const detail = showRun(db, run);
  const { cases } = datasets.open(detail.dataset, detail.datasetSha256);
  const { training } = splitForTraining(cases, detail.settings);
  const model = await makeCandidate(modelsFolder, trainedFolder, detail, candidate, training, Date.now());
  recordModel(db, model, 'trained');
  recordRunModel(db, run, model.sha256);
  return model.card.id;
}

/**
 * Keeps why a run ended, and answers its last event. A trainer that was killed leaves an interrupted run; one that another process has
 * is that process's to record. A history that cannot be written to does not hide the failure.
 */
export function recordFailure(db: Database, run: number, { code, message }: Failure): TrainingEvent {
  try {
    if (code === 'engine-stopped') recordRunEnd(db, run, 'interrupted', Date.now(), null);
    else if (code !== 'run-busy') recordRunEnd(db, run, 'failed', Date.now(), message);
  } catch (error) {
    return { event: 'failed', run, code, message: `${message} Nor could that be recorded: ${(error as Error).message}` };
  }
  return { event: 'failed', run, code, message };
}
