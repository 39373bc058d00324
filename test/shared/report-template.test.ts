import { expect, test } from 'vitest';
import type { ReportSections } from '../../src/shared/report';
import {
  fillSections,
  fillText,
  type PlaceholderValues,
  placeholders,
  placeholdersIn,
  templateProblems,
} from '../../src/shared/report-template';

const values = Object.fromEntries(Object.keys(placeholders).map((name) => [name, `<${name}>`])) as unknown as PlaceholderValues;
const sections = (changes: Partial<ReportSections>): ReportSections => ({
  indication: '',
  technique: '',
  comparison: '',
  findings: '',
  impression: '',
  ...changes,
});

test('a placeholder is replaced at every place, and braces that hold no word are text', () => {
  expect([
    fillText('{view} of {studyDate}, {view}', values, 'reader'),
    fillText('{ view } {} {2} {a b}', values, 'reader'),
    placeholdersIn('{view} {nonsense} { no } {view}'),
  ]).toEqual(['<view> of <studyDate>, <view>', '{ view } {} {2} {a b}', ['view', 'nonsense', 'view']]);
});

test('what cannot be filled stays in its braces and is named: the unknown, and the computer’s results outside its own section', () => {
  const template = {
    sections: sections({ findings: '{view} {nonsense}', impression: 'Probability {probability}: {verdict}' }),
    analysis: '{probability} {studydate}',
  };
  expect(templateProblems(template)).toEqual([
    { section: 'findings', placeholder: 'nonsense', why: 'unknown' },
    { section: 'impression', placeholder: 'probability', why: 'computer' },
    { section: 'analysis', placeholder: 'studydate', why: 'unknown' },
  ]);
  expect(fillSections(template.sections, values)).toEqual(
    sections({ findings: '<view> {nonsense}', impression: 'Probability {probability}: <verdict>' }),
  );
  expect(fillText(template.analysis, values, 'computer')).toBe('<probability> {studydate}');
});

test('a value is put in as it is: neither "$&" nor braces in it mean anything', () => {
  const tricky = { ...values, studyDescription: '$& {view}' };
  expect(fillText('{studyDescription}', tricky, 'reader')).toBe('$& {view}');
});
