import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FileSource, readLabels, recogniseLabels } from '../../../src/main/dataset/labels/read-labels';
import { toFailure } from '../../../src/shared/failure';
import { failureOf, temporaryFolder } from '../../store/builders';

/** A folder of empty files: labels are read without looking into images. */
function folderWith(files: readonly string[]): string {
  const folder = join(temporaryFolder(), 'images');
  mkdirSync(folder);
  for (const name of files) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
  return folder;
}

const header = 'patientId,x,y,width,height,Target';

function challenge(ids: readonly string[], rows: readonly string[], classes: readonly string[] | null = null): FileSource {
  const images = folderWith(ids.map((id) => `${id}.dcm`));
  const file = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(images, '..', name), `${lines.join('\n')}\n`);
    return join(images, '..', name);
  };
  const labels = file('labels.csv', [header, ...rows]);
  return { kind: 'challenge', images, labels, classes: classes === null ? null : file('classes.csv', ['patientId,class', ...classes]) };
}

function table(files: readonly string[], content: string | Uint8Array): FileSource {
  const images = folderWith(files);
  const labels = join(images, '..', 'labels.csv');
  writeFileSync(labels, content);
  return { kind: 'table', images, labels };
}

/** What was read, without the folders of this test. */
function read(source: FileSource): { images: readonly unknown[]; problems: readonly string[] } {
  const { images, problems } = readLabels(source);
  const short = (text: string): string => text.replaceAll(join(source.images, '..'), '');
  return {
    images: images.map(({ name, patient, positive, class: className, boxes, label }) => [
      name,
      patient,
      positive,
      className,
      boxes.map(({ x, y, width, height }) => [x, y, width, height]),
      label?.line ?? null,
    ]),
    problems: problems.map(({ message }) => short(message)),
  };
}

describe('the RSNA challenge’s layout', () => {
  test('has a row a box, a class a row of its own file, and images in the order of their names', () => {
    const source = challenge(
      ['b', 'a', 'c'],
      ['b,1,2,30,40,1', 'b,5.0,6.5,7,8,1', 'a,,,,,0', 'c,,,,,0'],
      ['b,Lung Opacity', 'b,Lung Opacity', 'a,Normal', 'c,"No Lung Opacity / Not Normal"'],
    );
    expect(read(source)).toEqual({
      images: [
        ['a.dcm', 'a', false, 'Normal', [], 4],
        [
          'b.dcm',
          'b',
          true,
          'Lung Opacity',
          [
            [1, 2, 30, 40],
            [5, 6.5, 7, 8],
          ],
          2,
        ],
        ['c.dcm', 'c', false, 'No Lung Opacity / Not Normal', [], 5],
      ],
      problems: [],
    });
  });

  test('a patients.csv beside the labels says whose image is whose; an image it leaves out is a problem', () => {
    const source = challenge(['a', 'b', 'c'], ['a,,,,,0', 'b,,,,,0', 'c,,,,,0']);
    writeFileSync(join(source.images, '..', 'patients.csv'), 'patientId,nihPatient\na,7\nb,7\n');
    expect(read(source)).toEqual({
      images: [
        ['a.dcm', '7', false, '', [], 2],
        ['b.dcm', '7', false, '', [], 3],
      ],
      problems: ['/labels.csv, line 4: patients.csv does not say whose image c is.'],
    });
  });

  test('what can’t be right is left out with its line and reason, never guessed', () => {
    const broken = [
      'a,-1,2,3,4,1',
      'b,1,2,0,4,1',
      'c,1,2,3,-4,1',
      'd,1,two,3,4,1',
      'e,1,2,,4,1',
      'f,1,2,3,4,1',
      'f,1,2,3,4,1',
      'g,,,,,0',
      'g,,,,,0',
      'h,1,2,3,4,1',
      'h,,,,,0',
      'i,1,2,3,4,0',
      'j,,,,,maybe',
      ',,,,,0',
      'k,,,,,0,surplus',
      'l,1,2,3',
      'm,,,,,1',
      'm,1,2,3,4,1',
      '../n,,,,,0',
      'sound,1,2,3,4,1.0',
    ];
    expect(read(challenge([...'abcdefghijklm', 'sound'], broken))).toEqual({
      images: [['sound.dcm', 'sound', true, '', [[1, 2, 3, 4]], 21]],
      problems: [
        '/labels.csv, line 2: its box begins outside the image.',
        '/labels.csv, line 3: its box has no area.',
        '/labels.csv, line 4: its box has no area.',
        '/labels.csv, line 5: its y is "two", which is no number.',
        '/labels.csv, line 6: its width is "", which is no number.',
        '/labels.csv, line 8: its box is there twice.',
        '/labels.csv, line 10: it repeats line 9.',
        '/labels.csv, line 12: its Target contradicts line 11.',
        '/labels.csv, line 13: it has a box, though its Target is 0.',
        '/labels.csv, line 14: its Target is "maybe"; it must be 0 or 1.',
        '/labels.csv, line 15: it has no patientId.',
        "/labels.csv, line 16: it does not have the header's 6 fields.",
        "/labels.csv, line 17: it does not have the header's 6 fields.",
        '/labels.csv, line 19: it has a box, unlike line 18.',
        '/labels.csv, line 20: ../n is no name of an image.',
      ],
    });
  });

  test('a label without its image and an image without a label are problems', () => {
    expect(read(challenge(['a', 'b'], ['a,,,,,0', 'c,,,,,0']))).toEqual({
      images: [['a.dcm', 'a', false, '', [], 2]],
      problems: ['/images/c.dcm does not exist, though labels.csv, line 3 labels it.', '/images/b.dcm has no label in labels.csv.'],
    });
  });

  test('classes that contradict each other are problems', () => {
    const { problems } = read(challenge(['a'], ['a,,,,,0'], ['a,Normal', 'a,Lung Opacity']));
    expect(problems).toEqual(['/classes.csv, line 3: its class contradicts an earlier row.']);
  });
});

describe('a table', () => {
  test('has file and Target, and more where it is known; paths lead down from the images folder only', () => {
    const rows = ['file,Target,patientId,class', 'N/1.png,0,p1,healthy', 'P\\2.png,1,,"sick, very"', '/etc/passwd,0,,', '../3.png,0,,'];
    expect(read(table(['N/1.png', 'P/2.png', 'readme.txt'], rows.join('\r\n')))).toEqual({
      images: [
        ['N/1.png', 'p1', false, 'healthy', [], 2],
        ['P/2.png', null, true, 'sick, very', [], 3],
      ],
      problems: [
        '/labels.csv, line 4: /etc/passwd is no path inside the images folder.',
        '/labels.csv, line 5: ../3.png is no path inside the images folder.',
      ],
    });
  });

  test('takes nihPatient before patientId, which in the RSNA’s tables names the image', () => {
    const { images } = read(table(['a.jpg'], 'file,patientId,class,Target,nihPatient,note\na.jpg,a,Normal,0,7,from elsewhere\n'));
    expect(images).toEqual([['a.jpg', '7', false, 'Normal', [], 2]]);
  });

  const text = 'file,Target,class\nä.png,1,Trübung\n';
  const utf16 = (mark: boolean, swapped: boolean): Uint8Array => {
    const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
    return swapped ? bytes.swap16() : bytes;
  };
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 of small end first', utf16(true, false)],
    ['UTF-16 of big end first', utf16(true, true)],
    ['UTF-16 without its mark', utf16(false, false)],
    ['Latin-1', Buffer.from(text, 'latin1')],
    ['semicolons', Buffer.from(text.replaceAll(',', ';'))],
    ['tabs', Buffer.from(text.replaceAll(',', '\t'))],
  ])('is read in %s', (_, bytes) => {
    expect(read(table(['ä.png'], bytes))).toEqual({ images: [['ä.png', null, true, 'Trübung', [], 2]], problems: [] });
  });

  test.each([
    ['wrong columns', 'path,label\na.png,1\n', 'line 1, has no column file; the columns needed are file, Target.'],
    ['a column twice', 'file,Target,target\na.png,1,0\n', 'line 1, has the column Target 2 times; the columns needed are file, Target.'],
    ['no rows', 'file,Target\n', 'has a header and no rows.'],
    ['nothing', '', 'line 1, has no column file; the columns needed are file, Target.'],
    ['a spreadsheet', 'PK\u0003\u0004\0\0\0file', 'is not text: save the table as CSV and try again.'],
  ])('with %s is refused whole', (_, content, why) => {
    const source = table(['a.png'], content);
    const failure = failureOf(() => readLabels(source));
    expect([failure?.code, failure?.message.replace(/^.*labels\.csv,? /, '')]).toEqual(['labels-unusable', why]);
  });

  test('with a quote that is never closed is refused with its line', () => {
    const failure = failureOf(() => readLabels(table(['a.png'], 'file,Target\n"a.png,1\n')));
    expect([failure?.code, failure?.message]).toEqual(['labels-unusable', expect.stringMatching(/no sound CSV.*line 2/)]);
  });

  test('that is not there is not found', () => {
    const source: FileSource = { kind: 'table', images: folderWith(['a.png']), labels: '/nowhere/labels.csv' };
    expect(failureOf(() => readLabels(source))?.code).toBe('not-found');
  });
});

describe('a folder per class', () => {
  test('takes the first folder for the class', () => {
    const images = folderWith(['NORMAL/1.jpeg', 'PNEUMONIA/virus/2.jpeg', 'PNEUMONIA/3.jpeg', 'loose.jpeg', 'notes.txt', '.hidden']);
    expect(read({ kind: 'folders', images, positive: ['PNEUMONIA'] })).toEqual({
      images: [
        ['NORMAL/1.jpeg', null, false, 'NORMAL', [], null],
        ['PNEUMONIA/3.jpeg', null, true, 'PNEUMONIA', [], null],
        ['PNEUMONIA/virus/2.jpeg', null, true, 'PNEUMONIA', [], null],
      ],
      problems: ["/images/loose.jpeg lies in no class's folder."],
    });
  });

  test('names the classes there are where a positive one is unknown', () => {
    const images = folderWith(['NORMAL/1.jpeg']);
    expect(failureOf(() => readLabels({ kind: 'folders', images, positive: ['SICK'] }))?.message).toContain('its classes are NORMAL');
  });
});

test('the columns tell which layout a file has', () => {
  const kindOf = (columns: string): string => {
    const file = join(temporaryFolder(), 'labels.csv');
    writeFileSync(file, `${columns}\n1,1,1,1,1,1\n`);
    try {
      return recogniseLabels(file);
    } catch (error) {
      return toFailure(error).code;
    }
  };
  expect(['patientId,x,y,width,height,Target', 'file,Target,x,y,width,height', 'image,Target,x,y,width,height'].map(kindOf)).toEqual([
    'challenge',
    'table',
    'labels-unusable',
  ]);
});
