import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTable } from '../../src/main/train/read-table';
import { readTrainingData } from '../../src/main/train/training-data';
import { testWhere } from '../support/test-where';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pneumoscope-data-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(path: string, lines: readonly string[]): Promise<void> {
  const file = join(folder, path);
  await mkdir(resolve(file, '..'), { recursive: true });
  await writeFile(file, `${lines.join('\r\n')}\r\n`);
}

test('reads tables with quoted fields', async () => {
  await write('table.csv', ['file,note,last', 'a.jpg,"one, two ""three""",x', 'b.jpg,,']);
  expect(await readTable(join(folder, 'table.csv'))).toEqual([
    { file: 'a.jpg', note: 'one, two "three"', last: 'x' },
    { file: 'b.jpg', note: '', last: '' },
  ]);
});

async function writeChallenge(name: string, patients: readonly string[]): Promise<void> {
  await write(`${name}/patients.csv`, ['patientId,nihPatient', ...patients.map((patient) => `id${patient},${patient}`)]);
  await write(`${name}/stage_2_detailed_class_info.csv`, [
    'patientId,class',
    ...patients.map((patient) => `id${patient},${Number(patient) % 2 ? 'Lung Opacity' : 'Normal'}`),
  ]);
  const boxes = patients.map((patient) => (Number(patient) % 2 ? `id${patient},10,20,30,40,1` : `id${patient},,,,,0`));
  await write(`${name}/stage_2_train_labels.csv`, ['patientId,x,y,width,height,Target', ...boxes]);
}

async function writeCopies(name: string, patients: readonly string[]): Promise<void> {
  const rows = patients.map(
    (patient) => `copy${patient}.jpg,id${patient},${Number(patient) % 2 ? 'Lung Opacity' : 'Normal'},${Number(patient) % 2},${patient},`,
  );
  await write(`${name}/labels.csv`, ['file,patientId,class,Target,nihPatient,note', ...rows]);
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index));

test('takes the patients of the validation side out of every other folder', async () => {
  await writeChallenge('rsna', numbers(0, 20));
  await writeChallenge('rsna_test', numbers(20, 24));
  await write('labels/stage_2_train_labels.csv', [
    'patientId,x,y,width,height,Target',
    ...numbers(0, 40).map((patient) => `id${patient},1,2,3,4,1`),
  ]);
  await writeCopies('rsna_equalised_256', numbers(0, 20));
  await writeCopies('rsna_lungs_256', numbers(10, 20));
  const { adults, equalised, lungs, test: tested } = await readTrainingData(folder);
  const held = new Set(adults.validation.map((one) => one.patient));
  expect({ held: held.size, kept: adults.training.length, test: tested.length }).toEqual({ held: 8, kept: 12, test: 4 });
  expect(equalised.map((one) => one.patient)).toEqual(numbers(0, 20).filter((patient) => !held.has(patient)));
  expect(lungs.map((one) => one.patient)).toEqual(numbers(10, 20).filter((patient) => !held.has(patient)));
  expect(tested[1]).toEqual({
    file: join(folder, 'rsna_test', 'stage_2_train_images', 'id21.dcm'),
    patient: '21',
    class: 'Lung Opacity',
    positive: true,
    boxes: [{ x: 10, y: 20, width: 30, height: 40 }],
  });
});

test('a patient of the test folder in a training folder ends the run', async () => {
  await writeCopies('rsna_lungs_256', ['22']);
  await expect(readTrainingData(folder)).rejects.toThrow('copy22.jpg is of a patient in the test folder');
});

const shared = join(process.env['PNEUMOSCOPE_SHARED'] ?? resolve('..', 'shared'), 'data');
testWhere(existsSync(shared), 'the shared data')('the shared data keeps test patients out of every folder trained on', async () => {
  const { adults, equalised, lungs, test: tested } = await readTrainingData(shared);
  console.log(`Checked ${adults.training.length + adults.validation.length + equalised.length + lungs.length} cases of ${shared}.`);
  expect(tested.length).toBe(161);
});
if (!existsSync(shared)) console.log(`${shared} is absent: the shared data's split was not checked.`);
