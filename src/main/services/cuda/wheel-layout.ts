import { posix } from 'node:path';

/** TensorFlow's C library, as programs load it. */
export const mainLibrary = 'lib/libtensorflow_cc.so.2';

/**
 * Where a wheel's entry goes in the library's folder; null leaves it out. NVIDIA's libraries keep their wheels' layout beside `lib`: the RUNPATH of
 * libtensorflow leads to ../nvidia, seen from its own folder. Set-up lays a checkout's library out in the same way (scripts/setup/tensorflow-library.mjs);
 * here the terms of each wheel come along too.
 */
export function placeOf(entry: string): string | null {
  if (/^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/.test(entry)) return `lib/${posix.basename(entry)}`;
  if (entry === 'tensorflow/THIRD_PARTY_NOTICES.txt') return 'licences/tensorflow-third-party.txt';
  if (entry === 'tensorflow/include/LICENSE') return 'licences/tensorflow.txt';
  const terms = /^([\w.]+)-[\w.]+\.dist-info\/licen[cs]e\.txt$/i.exec(entry);
  if (terms !== null) return `licences/${terms[1]}.txt`;
  return /^nvidia\/(\w+\/lib\/.*\.so.*|cuda_nvcc\/(bin|nvvm)\/.*[^/])$/.test(entry) ? entry : null;
}
