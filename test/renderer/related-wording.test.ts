import { expect, test } from 'vitest';
import { nameNote, namesApart, relatedGroups, relationWords, spanBetween } from '../../src/renderer/result/related-wording';
import type { RelatedStudy } from '../../src/shared/related-studies';

test('a span is said in the unit a person would use', () => {
  expect([
    spanBetween('2020-01-01', '2020-01-01'),
    spanBetween('2020-01-01', '2020-01-02'),
    spanBetween('2020-01-01', '2020-02-29'), // 31 + 28 days
    spanBetween('2020-01-01', '2021-03-01'), // 425 days, 13.96 months of 30.44 days
    spanBetween('2015-06-01', '2020-01-01'), // 4.58 years
  ]).toEqual(['', '1 day', '59 days', '14 months', '5 years']);
});

test('what another study is to the case', () => {
  expect([
    relationWords('2020-01-01', '2020-01-04'),
    relationWords('2020-01-04', '2020-01-01'),
    relationWords('2020-01-01', '2020-01-01'),
    relationWords(null, '2020-01-01'),
  ]).toEqual([
    'Earlier study, 3 days before',
    'Later study, 3 days after',
    'Another study of the same day',
    'Another study of this patient, date unknown',
  ]);
});

test('another name is noted', () => {
  const study = (otherName: string | null): RelatedStudy => ({ otherName }) as RelatedStudy;
  expect([nameNote(study(null)), nameNote(study('Müller, Jane')), nameNote(study(''))]).toEqual([
    '',
    'Name differs: Müller, Jane',
    'Name differs: none given',
  ]);
});

test('a name is said once: where its study is listed, or above the list', () => {
  const study = (otherName: string | null): RelatedStudy => ({ otherName }) as RelatedStudy;
  const related = { earlier: [study('Maiden'), study(null)], later: [], undated: [study('')] };
  expect([namesApart(['Maiden', 'Other', ''], related), namesApart(['Maiden'], { earlier: [], later: [], undated: [] })]).toEqual([
    ['Other'],
    ['Maiden'],
  ]);
});

test('a study of the same day whose hour is unknown is not among those of unknown date', () => {
  const on = (studyDate: string | null): RelatedStudy => ({ study: { studyDate } }) as RelatedStudy;
  const related = { earlier: [on('2019-01-01')], later: [], undated: [on('2020-01-01'), on(null)] };
  const groups = (caseDate: string | null): unknown =>
    relatedGroups(related, caseDate).map(({ group, studies }) => [group, studies.map(({ study }) => study.studyDate)]);
  expect([groups('2020-01-01'), groups(null)]).toEqual([
    [
      ['earlier', ['2019-01-01']],
      ['onSameDay', ['2020-01-01']],
      ['undated', [null]],
    ],
    [
      ['earlier', ['2019-01-01']],
      ['undated', ['2020-01-01', null]],
    ],
  ]);
});
