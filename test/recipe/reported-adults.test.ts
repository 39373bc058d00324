import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { otherFindings, reportedAdults } from '../../src/main/recipe/sources';

const data = mkdtempSync(join(tmpdir(), 'pneumoscope-reported-'));
afterAll(() => rmSync(data, { recursive: true }));
mkdirSync(join(data, 'nih_weak_256'));
writeFileSync(
  join(data, 'nih_weak_256', 'labels.csv'),
  [
    'file,findings,nihPatient',
    'pneumonia.jpg,Effusion|Pneumonia,1',
    'consolidation.jpg,Consolidation,2',
    'nothing.jpg,No Finding,3',
    'open.jpg,Infiltration|Atelectasis,4',
    'other.jpg,Mass,5',
    'known.jpg,No Finding,6',
    '',
  ].join('\n'),
);

test('a report’s pneumonia or consolidation is measured against no finding, of nobody who was trained on', () => {
  const cases = reportedAdults(data, new Set(['6']));
  expect(cases.map(({ file, positive, patient }) => [file.replace(/^.*\//, ''), positive, patient])).toEqual([
    ['pneumonia.jpg', true, '1'],
    ['consolidation.jpg', true, '2'],
    ['nothing.jpg', false, '3'],
  ]);
});

test('what is trained on of them names other findings only', () => {
  expect(otherFindings(data).map(({ name, class: className }) => [name, className])).toEqual([
    ['nih_weak_256/other.jpg', 'No Lung Opacity / Not Normal'],
  ]);
});
