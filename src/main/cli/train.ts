import { type PresetName, presetNames, type TrainingEvent, type TrainingSettings } from '../../shared/training';
import { defaultsOf } from '../../shared/training-presets';
import { changeSettings } from '../../shared/check-settings';
import { parseSetting } from '../../shared/training-settings';
import { type Action, print, UsageError, wholeNumber } from './command';

/** What `train` takes, for parseArgs. */
export const trainingOptions = {
  dataset: { type: 'string' },
  preset: { type: 'string' },
  epochs: { type: 'string' },
  seed: { type: 'string' },
  set: { type: 'string', multiple: true, default: [] as string[] },
  resume: { type: 'string' },
} as const;

export interface TrainingOptions {
  readonly dataset?: string | undefined;
  readonly preset?: string | undefined;
  readonly epochs?: string | undefined;
  readonly seed?: string | undefined;
  /** name=value, as often as was said. */
  readonly set: readonly string[];
  readonly resume?: string | undefined;
}

/** Trains, or goes on with a run, and tells how it goes until it ends. An interrupt takes a checkpoint and pauses the run (Services.close). */
export function train(operands: readonly string[], { json, training: options }: { json: boolean; training: TrainingOptions }): Action {
  if (operands.length > 0) throw new UsageError('train takes options only.');
  const begin = options.resume === undefined ? freshRun(options) : resumedRun(options.resume, options);
  return async ({ training }) => {
    let isDone = false;
    const stopListening = training.listen((event) => {
      if (event.event === 'finished') isDone = event.state !== 'paused';
      tell(event, json);
    });
    await begin(training);
    await training.ended();
    stopListening();
    return isDone;
  };
}

type Begin = (training: Parameters<Action>[0]['training']) => Promise<unknown>;

function freshRun({ dataset, preset, epochs, seed, set }: TrainingOptions): Begin {
  if (dataset === undefined || preset === undefined)
    throw new UsageError('train takes --dataset NAME and --preset PRESET, or --resume RUN.');
  if (!isPreset(preset)) throw new UsageError(`There is no preset ${preset}; there are ${presetNames.join(', ')}.`);
  const named = [...(epochs === undefined ? [] : [`epochs=${epochs}`]), ...(seed === undefined ? [] : [`seed=${seed}`])];
  const settings = settingsOf(preset, [...set, ...named]);
  return (training) => training.start({ dataset, settings });
}

function resumedRun(run: string, { dataset, preset, epochs, seed, set }: TrainingOptions): Begin {
  if (dataset !== undefined || preset !== undefined || seed !== undefined || set.length > 0)
    throw new UsageError('A run that is resumed keeps its dataset and settings; only --epochs can be given with --resume.');
  const number = wholeNumber(run, 1, '--resume');
  const total = epochs === undefined ? undefined : wholeNumber(epochs, 1, '--epochs');
  return (training) => training.resume(number, total);
}

function settingsOf(preset: PresetName, assignments: readonly string[]): TrainingSettings {
  const changes = assignments.map((assignment) => {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
    if (name === undefined || text === undefined) throw new UsageError(`--set takes name=value, not ${assignment}.`);
    return [name, parseSetting(name, text)] as const;
  });
  const settings = changeSettings(defaultsOf(preset), Object.fromEntries(changes));
  if (typeof settings === 'string') throw new UsageError(settings);
  return settings;
}

function isPreset(name: string): name is PresetName {
  return presetNames.some((known) => known === name);
}

function tell(event: TrainingEvent, json: boolean): void {
  if (json) return print(JSON.stringify(event));
  if (event.event === 'step') process.stderr.write(`${describe(event)}\n`);
  else print(describe(event));
}

function describe(event: TrainingEvent): string {
  switch (event.event) {
    case 'started': {
      const from = event.epoch + event.step === 0 ? '' : `, from epoch ${event.epoch + 1}, step ${event.step + 1}`;
      const exactness = event.inexact === null ? '' : ` ${event.inexact}`;
      return `Run ${event.run}: ${event.epochs} epochs of ${event.stepsAnEpoch} steps${from}, ${event.parameters} weights, ${event.device}.${exactness}`;
    }
    case 'step': {
      const { epoch, step, loss, imagesPerSecond, secondsLeft } = event;
      return `  epoch ${epoch}, step ${step}: loss ${loss.toFixed(4)}, ${imagesPerSecond.toFixed(1)} images/s, ${Math.round(secondsLeft)} s left`;
    }
    case 'epoch':
      return (
        `Epoch ${event.epoch}: loss ${event.trainLoss.toFixed(4)}; validation loss ${event.validationLoss.toFixed(4)}, AUC ${event.auc.toFixed(4)}, ` +
        `accuracy ${event.accuracy.toFixed(4)} (the commoner answer alone: ${event.majorityAccuracy.toFixed(4)}), balanced ${event.balancedAccuracy.toFixed(4)}; ` +
        `${event.imagesPerSecond.toFixed(1)} images/s, ${event.seconds.toFixed(0)} s${event.best ? '; the best so far' : ''}`
      );
    case 'checkpoint':
      return `Checkpoint: ${event.epoch} epochs and ${event.step} steps.`;
    case 'warning':
      return `Note: ${event.message}`;
    case 'finished': {
      const model = event.modelId === null ? '' : ` Candidate: ${event.modelId}.`;
      return `Run ${event.run} ${event.state}. Weights ${event.weightsSha256}.${model}`;
    }
    case 'failed':
      return `Run ${event.run} failed: ${event.message}`;
  }
}
