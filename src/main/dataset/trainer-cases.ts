import type { TrainingSettings } from '../../shared/training';
import type { PictureForm } from '../preprocess/network-input';
import type { DatasetCase } from './dataset-case';
import type { DatasetSplit } from './split';
import type { SquareBox, ThreeClass, TrainerCase } from './trainer-case';

/** By the words of the RSNA challenge, without capitals. */
const threeClasses: ReadonlyMap<string, ThreeClass> = new Map([
  ['normal', 'normal'],
  ['no lung opacity / not normal', 'not normal'],
  ['lung opacity', 'opacity'],
]);

/** The parts of a dataset as the trainer knows them: by number only. */
export interface TrainerParts {
  readonly training: readonly TrainerCase[];
  readonly validation: readonly TrainerCase[];
  readonly test: readonly TrainerCase[];
}

export function toTrainerParts({ training, validation, test }: DatasetSplit): TrainerParts {
  const numbers = new Map<string, number>();
  const numberOf = (patient: string): number => {
    const number = numbers.get(patient) ?? numbers.size;
    numbers.set(patient, number);
    return number;
  };
  const convert = (cases: readonly DatasetCase[]): TrainerCase[] =>
    cases.map((one) => ({
      record: one.record,
      patient: numberOf(one.patient),
      positive: one.positive,
      threeClass: threeClasses.get(one.class.toLowerCase()) ?? null,
      boxes: one.boxes.map((box) => inSquare(box, one)),
    }));
  return { training: convert(training), validation: convert(validation), test: convert(test) };
}

/** From pixels of the image to shares of the square that it is padded to, as preprocess/network-input.ts pads it. */
function inSquare({ x, y, width, height }: DatasetCase['boxes'][number], { widthPixels, heightPixels }: DatasetCase): SquareBox {
  const side = Math.max(widthPixels, heightPixels);
  const left = Math.floor((side - widthPixels) / 2);
  const top = Math.floor((side - heightPixels) / 2);
  return { left: (left + x) / side, top: (top + y) / side, right: (left + x + width) / side, bottom: (top + y + height) / side };
}

/** How a preset's network wants its pictures: the seed's as the notebook had them, the others equalised. */
export function pictureFormFor({ preset, inputSize }: Pick<TrainingSettings, 'preset' | 'inputSize'>): PictureForm {
  return { size: inputSize, preprocessing: preset === 'seed-cnn' ? 'square-area-1' : 'square-area-equalised-1' };
}
