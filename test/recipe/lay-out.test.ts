import { decode } from 'fast-png';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readLabels } from '../../src/main/dataset/labels/read-labels';
import { decodePicture } from '../../src/main/dicom/decode-picture';
import type { DatasetSource } from '../../src/shared/dataset';
import { layOut } from '../../src/main/recipe/lay-out';
import type { RecipeImage } from '../../src/main/recipe/recipe-image';
import { temporaryFolder } from '../store/builders';

const picture = resolve('test/fixtures/pictures/grey.jpg');
const image: RecipeImage = {
  name: 'adults/one.jpg',
  file: picture,
  inverted: false,
  positive: true,
  patient: '17',
  class: 'Lung Opacity',
  boxes: [
    { x: 1, y: 2, width: 3, height: 4 },
    { x: 5, y: 6, width: 7, height: 8 },
  ],
  part: 'training',
};
const lungs: RecipeImage = { ...image, name: 'lungs/two.jpg', inverted: true, positive: false, class: 'Normal', boxes: [] };

test('images are laid out as a table that a dataset takes in, with classes, boxes and parts; inverted lungs are turned back', async () => {
  const folder = temporaryFolder();
  const source = await layOut(folder, [image, lungs]);
  const { images, problems } = readLabels(source as Extract<DatasetSource, { kind: 'table' }>);
  expect(problems).toEqual([]);
  expect(images).toEqual([
    expect.objectContaining({
      name: 'adults/one.jpg',
      positive: true,
      patient: '17',
      class: 'Lung Opacity',
      part: 'training',
      boxes: image.boxes,
    }),
    expect.objectContaining({ name: 'lungs/two.png', positive: false, patient: '17', class: 'Normal', part: 'training', boxes: [] }),
  ]);
  expect(readFileSync(join(folder, 'images/adults/one.jpg'))).toEqual(readFileSync(picture));
  const { values } = await decodePicture(readFileSync(picture), 'jpeg', picture);
  const turned = decode(readFileSync(join(folder, 'images/lungs/two.png'))).data;
  // What is at most 8 is the source's black background and stays black; the rest of 255 is left of 255.
  expect([...turned]).toEqual(Array.from(values, (value) => (value <= 8 ? 0 : 255 - value)));
});
