import { expect, test } from 'vitest';
import { relatedStudies } from '../../src/main/store/related-studies';
import { recordImages, type RecordedImage } from '../../src/main/store/studies';
import type { RelatedStudies, RelatedStudy } from '../../src/shared/related-studies';
import type { ImageDescription } from '../../src/shared/study';
import { emptyHistory, image } from './builders';

const jane = (n: number, studyDate: string | null, changes: Partial<ImageDescription> = {}): RecordedImage =>
  image(n, { patientId: 'J1', studyDate, ...changes });

/** Study numbers, and the other name where there is one. */
function numbers({ earlier, later, undated }: RelatedStudies) {
  const short = ({ study, otherName }: RelatedStudy): number | string =>
    otherName === null ? study.studyId : `${study.studyId} ${otherName}`;
  return { earlier: earlier.map(short), later: later.map(short), undated: undated.map(short) };
}

/** Records the images, of which each is a study of its own numbered from 1, and asks for those related to study 1. */
function relatedToFirst(images: readonly RecordedImage[]) {
  const database = emptyHistory();
  recordImages(database, images, 1);
  return numbers(relatedStudies(database, 1));
}

test('earlier and later studies of the patient, newest first, and nobody else’s', () => {
  const images = [
    jane(1, '2020-05-06'),
    jane(2, '2018-01-01'),
    jane(3, '2019-12-31'),
    jane(4, '2021-01-01'),
    jane(5, null),
    image(6, { patientId: 'J11', studyDate: '2019-01-01' }),
    image(7, { studyDate: '2019-01-01' }),
  ];
  expect(relatedToFirst(images)).toEqual({ earlier: [3, 2], later: [4], undated: [5] });
});

test('on the same day the time tells, and without one nothing does', () => {
  const images = [
    jane(1, '2020-05-06', { studyTime: '12:00:00' }),
    jane(2, '2020-05-06', { studyTime: '08:00:00' }),
    jane(3, '2020-05-06', { studyTime: '13:00:00' }),
    jane(4, '2020-05-06', { studyTime: null }),
  ];
  expect(relatedToFirst(images)).toEqual({ earlier: [2], later: [3], undated: [4] });
});

test('another name under the same ID and birth date is the same patient, and says so; case and accents make no other name', () => {
  const images = [
    jane(1, '2020-05-06'),
    jane(2, '2019-01-01', { patientName: 'Müller, Jane' }),
    jane(3, '2018-01-01', { patientName: 'DOE, JANE' }),
  ];
  expect(relatedToFirst(images)).toEqual({ earlier: ['2 Müller, Jane', 3], later: [], undated: [] });
});

test('the same ID with another birth date, another sex or none to compare is another patient', () => {
  const images = [
    jane(1, '2020-05-06'),
    jane(2, '2019-01-01', { patientName: 'Roe, Jim', patientBirthDate: '1981-01-01' }),
    jane(3, '2019-01-02', { patientName: 'Roe, Jim', patientBirthDate: null }),
    jane(4, '2019-01-03', { patientName: 'Roe, Jim', patientSex: 'M' }),
  ];
  const noId = ['', ''].map((patientId, place) => image(10 + place, { patientId, studyDate: `200${place}-01-01` }));
  const nobody = { earlier: [], later: [], undated: [] };
  expect([relatedToFirst(images), relatedToFirst(noId), numbers(relatedStudies(emptyHistory(), 1))]).toEqual([nobody, nobody, nobody]);
});

test('a patient with an archive of studies is shown the nearest of them', () => {
  const database = emptyHistory();
  const days = Array.from({ length: 300 }, (_, day) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10));
  recordImages(
    database,
    days.map((day, place) => jane(place + 1, day)),
    1,
  );
  const { earlier, later } = numbers(relatedStudies(database, 150));
  // Studies are numbered by their days: 149 to 50 before study 150, 250 to 151 after it.
  expect([earlier.length, earlier[0], earlier.at(-1), later.length, later[0], later.at(-1)]).toEqual([100, 149, 50, 100, 250, 151]);
});
