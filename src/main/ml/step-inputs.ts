import type { TrainingSettings } from '../../shared/training';
import type { TrainerCase } from '../dataset/trainer-case';
import { valueRange } from '../preprocess/network-input';
import { toValues, toVariedValues } from './augment-pictures';
import { coverageOf, drawVariation, type PictureVariation, unvaried } from './augment-variation';
import type { Targets } from './losses';
import type { BuiltNetwork } from './networks/build-network';
import { keyOf, randomOf, type StepKey } from './step-key';
import type { Tensor4D } from './tensorflow';

/** A batch as it is read from the picture store. */
export interface Batch {
  /** One byte a pixel, row-major, batch x size x size. */
  readonly pictures: Uint8Array;
  readonly cases: readonly TrainerCase[];
}

/** A batch as the network sees it. */
export interface StepInputs {
  /** (batch, size, size, 1) in the range of the network's preprocessing. */
  readonly values: Tensor4D;
  /** What the outputs are held against, where the map is of cells x cells. */
  targets(cells: number): Targets;
}

/** Turns batches into what a network sees, with and without augmentation. */
export interface InputPreparation {
  varied(batch: Batch, key: StepKey): StepInputs;
  plain(batch: Batch): StepInputs;
}

export function createInputPreparation({ preprocessing }: BuiltNetwork, settings: TrainingSettings): InputPreparation {
  const range = valueRange(preprocessing);
  const { inputSize: size, noise } = settings;
  return {
    varied({ pictures, cases }, key) {
      const random = randomOf(key, 'variation');
      const variations = cases.map(() => drawVariation(settings, random));
      const values = toVariedValues(pictures, size, range, { pictures: variations, noise, noiseKey: keyOf(key, 'noise') });
      return { values, targets: (cells) => targetsOf(cases, variations, cells) };
    },
    plain: ({ pictures, cases }) => ({
      values: toValues(pictures, size, range),
      targets: (cells) =>
        targetsOf(
          cases,
          cases.map(() => unvaried),
          cells,
        ),
    }),
  };
}

function targetsOf(cases: readonly TrainerCase[], variations: readonly PictureVariation[], cells: number): Targets {
  return {
    positives: cases.map(({ positive }) => positive),
    classes: cases.map(({ threeClass }) => threeClass),
    // A positive case without boxes has an opacity somewhere: to teach an empty map would be wrong.
    coverage: cases.map(({ positive, boxes }, index) =>
      positive && boxes.length === 0 ? null : coverageOf(boxes, (variations[index] ?? unvaried).placement, cells),
    ),
  };
}
