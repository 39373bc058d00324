import type { ComputerCheck } from '../../shared/computer-check';
import { countOf, formatBytes } from '../format';

export interface CheckLine {
  readonly name: string;
  readonly value: string;
  /** 'attention': it works, and the reader should know; 'problem': images cannot be scored, or nothing can be kept. */
  readonly kind: 'ok' | 'attention' | 'problem';
}

const gigabyte = 1024 ** 3;
/** The application with its engine takes about 1.5 GB; the system and a viewer beside it take theirs. */
const leastMemoryBytes = 4 * gigabyte;
/** A thousand radiographs are some ten gigabytes. */
const leastDiskBytes = 5 * gigabyte;

/** What was found, a line each, with what to make of it. */
export function checkLines(found: ComputerCheck): readonly CheckLine[] {
  const { device, deviceProblem, gpuUnused, threads, memoryBytes, diskFreeBytes, readOnly } = found;
  const memory = formatBytes(memoryBytes);
  const disk = `${formatBytes(diskFreeBytes)} free for the data folder`;
  return [
    device === null
      ? { name: 'Computes on', value: deviceProblem?.message ?? 'The engine cannot run.', kind: 'problem' }
      : gpuUnused
        ? {
            name: 'Computes on',
            value: `${device.name}, although an NVIDIA driver is there. Scores are the same, training is slower.`,
            kind: 'attention',
          }
        : { name: 'Computes on', value: device.name, kind: 'ok' },
    { name: 'Processor', value: countOf(threads, 'thread'), kind: 'ok' },
    memoryBytes < leastMemoryBytes
      ? { name: 'Memory', value: `${memory}. Scoring works; training may run out of it.`, kind: 'attention' }
      : { name: 'Memory', value: memory, kind: 'ok' },
    readOnly
      ? { name: 'Data folder', value: 'Cannot be written. Studies can be read; nothing can be added.', kind: 'problem' }
      : diskFreeBytes < leastDiskBytes
        ? { name: 'Data folder', value: `${disk}. Every image you open is copied there.`, kind: 'attention' }
        : { name: 'Data folder', value: disk, kind: 'ok' },
  ];
}
