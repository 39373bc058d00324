import { expect, test } from 'vitest';
import { strangers } from '../../../scripts/package/contents.mjs';

test('a file that nobody asked for is found, wherever it lies', () => {
  const wanted = [
    'pneumoscope',
    'locales/en-GB.pak',
    'resources/models/second-1/weights.bin',
    'resources/app.asar/out/main/chunks/dicom-file-rSNMZx9R.js',
    'resources/app.asar/node_modules/better-sqlite3/lib/methods/table.js',
    'resources/app.asar.unpacked/node_modules/@tensorflow/tfjs-node-gpu/deps/lib/libtensorflow_cc.so.2',
  ];
  const unwanted = [
    'version',
    'locales/fr.pak',
    'resources/default_app.asar',
    'resources/models/second-1/notes.txt',
    'resources/app.asar/out/main/index.js.map',
    'resources/app.asar/out/main/train-shipped.js',
    'resources/app.asar/node_modules/tar/index.js',
    'resources/app.asar/node_modules/better-sqlite3/deps/sqlite3.c',
    'resources/app.asar.unpacked/node_modules/@tensorflow/tfjs-node-gpu/deps/lib/libtensorflow.so',
    'resources/history.sqlite',
  ];
  expect(strangers([...wanted, ...unwanted])).toEqual(unwanted);
});
