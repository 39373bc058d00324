import { expect, test } from 'vitest';
import { TENSORFLOW_WHEELS } from '../../../scripts/setup/pins.mjs';
import { wantedFile } from '../../../scripts/setup/tensorflow-library.mjs';
import { cudaWheels } from '../../../src/main/services/cuda/pinned-wheels';
import { placeOf } from '../../../src/main/services/cuda/wheel-layout';

const entries = [
  'tensorflow/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2',
  'nvidia/cudnn/lib/libcudnn.so.9',
  'nvidia/cuda_cupti/lib/libcupti.so.12',
  'nvidia/cuda_nvcc/bin/ptxas',
  'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
  'nvidia/cudnn/include/cudnn.h',
  'nvidia/cudnn/lib/__init__.py',
  'tensorflow/python/_pywrap.so',
  '../lib/libtensorflow_cc.so.2',
];

test('what is loaded lies where set-up lays it for a checkout', () => {
  expect(entries.map(placeOf)).toEqual(entries.map((entry) => wantedFile(entry) ?? null));
});

test('the terms of each wheel come along, headers do not', () => {
  const others = [
    'tensorflow/THIRD_PARTY_NOTICES.txt',
    'tensorflow/include/LICENSE',
    'nvidia_cudnn_cu12-9.3.0.75.dist-info/License.txt',
    'tensorflow/include/tensorflow/c/c_api.h',
    'nvidia/cuda_nvcc/nvvm/',
  ];
  expect(others.map(placeOf)).toEqual([
    'licences/tensorflow-third-party.txt',
    'licences/tensorflow.txt',
    'licences/nvidia_cudnn_cu12.txt',
    null,
    null,
  ]);
});

const byName = (one: { readonly file: string }, other: { readonly file: string }): number => one.file.localeCompare(other.file);

test('the application and set-up take the same files', () => {
  expect([...cudaWheels].sort(byName)).toEqual([...TENSORFLOW_WHEELS.cuda].sort(byName));
  expect(cudaWheels[0]?.file).toMatch(/^nvidia_cuda_runtime/);
  expect(cudaWheels).toHaveLength(13);
});
