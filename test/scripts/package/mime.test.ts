import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { findCommand } from '../../../scripts/setup/run-tool.mjs';
import { samplePath } from '../../support/sample-files';
import { testWhere } from '../../support/test-where';

const tools = ['update-mime-database', 'gio'];

testWhere(
  tools.every((tool) => findCommand(tool) !== undefined),
  tools.join(' and '),
)('a desktop with the packaged description of types knows DICOM files by ending, content, and the name of a disc’s index', () => {
  const data = mkdtempSync(join(tmpdir(), 'pneumoscope-mime-'));
  mkdirSync(join(data, 'mime', 'packages'), { recursive: true });
  copyFileSync('resources/linux/mime.xml', join(data, 'mime', 'packages', 'pneumoscope.xml'));
  execFileSync('update-mime-database', [join(data, 'mime')], { stdio: 'ignore' });
  const typeOf = (name: string, bytes: Uint8Array): string => {
    const file = join(data, name);
    writeFileSync(file, bytes);
    const words = ['info', '--attributes=standard::content-type', file];
    const told = execFileSync('gio', words, { encoding: 'utf8', env: { ...process.env, XDG_DATA_HOME: data, XDG_DATA_DIRS: data } });
    return /standard::content-type: (\S+)/.exec(told)?.[1] ?? told;
  };
  const [index, radiograph, letter] = [
    readFileSync('test/fixtures/dicomdir/DICOMDIR'),
    readFileSync(samplePath(0)),
    Buffer.from('Dear colleague,\n'),
  ];
  const types = {
    DICOMDIR: typeOf('DICOMDIR', index),
    // By its name alone, whatever the case a medium is mounted in.
    smallLetters: typeOf('dicomdir', letter),
    noEnding: typeOf('IM0001', radiograph),
    byEnding: typeOf('cut-off.dcm', letter),
    letter: typeOf('letter', letter),
  };
  const dicom = 'application/dicom';
  expect(types).toEqual({ DICOMDIR: dicom, smallLetters: dicom, noEnding: dicom, byEnding: dicom, letter: 'text/plain' });
});
