import type { ComputerCheck } from '../../shared/computer-check';
import { tellFailure } from '../../shared/words/tell-failure';
import { formatBytes } from '../format';
import { recordedText } from '../recorded';
import { currentLanguage, t } from '../words.svelte';

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
  const { device, deviceProblem, gpuUnused, memoryBytes, diskFreeBytes, readOnly } = found;
  const memory = formatBytes(memoryBytes);
  const free = formatBytes(diskFreeBytes);
  const line = (name: 'device' | 'memory' | 'folder', kind: CheckLine['kind'], value: string): CheckLine => ({
    name: t(`installed:computer.${name}`),
    kind,
    value,
  });
  return [
    device === null
      ? line('device', 'problem', deviceProblem === null ? '' : tellFailure(currentLanguage(), deviceProblem).sentence)
      : gpuUnused
        ? line('device', 'attention', t('installed:computer.gpuUnused', { device: recordedText(device.name) }))
        : line('device', 'ok', recordedText(device.name)),
    memoryBytes < leastMemoryBytes
      ? line('memory', 'attention', t('installed:computer.littleMemory', { memory }))
      : line('memory', 'ok', memory),
    readOnly
      ? line('folder', 'problem', t('installed:computer.readOnly'))
      : diskFreeBytes < leastDiskBytes
        ? line('folder', 'attention', t('installed:computer.littleFree', { free }))
        : line('folder', 'ok', t('installed:computer.free', { free })),
  ];
}
