import { expect, test } from 'vitest';
import { wantedFile } from '../../scripts/setup/tensorflow-library.mjs';

test('out of the wheels come the C library, its headers, and the libraries of NVIDIA where TensorFlow looks for them', () => {
  const taken = {
    'tensorflow/libtensorflow_cc.so.2': 'lib/libtensorflow_cc.so.2',
    'tensorflow/libtensorflow_framework.so.2': 'lib/libtensorflow_framework.so.2',
    'tensorflow/include/tensorflow/c/c_api.h': 'include/tensorflow/c/c_api.h',
    'tensorflow/include/tsl/platform/ctstring_internal.h': 'include/tsl/platform/ctstring_internal.h',
    'nvidia/cudnn/lib/libcudnn.so.9': 'nvidia/cudnn/lib/libcudnn.so.9',
    'nvidia/cuda_nvcc/bin/ptxas': 'nvidia/cuda_nvcc/bin/ptxas',
  };
  const left = [
    'tensorflow/python/_pywrap.so',
    'tensorflow/include/Eigen/Core',
    'nvidia/cudnn/include/cudnn.h',
    'nvidia/cudnn/lib/__init__.py',
  ];
  const names = [...Object.keys(taken), ...left];
  expect(names.map((name) => wantedFile(name))).toEqual([...Object.values(taken), ...left.map(() => undefined)]);
});
