import { existsSync } from 'node:fs';

/** There while an NVIDIA driver is loaded (Linux). */
const driverFile = '/proc/driver/nvidia/version';

/** Whether this computer has an NVIDIA driver, and a system that TensorFlow's CUDA build is made for. */
export function hasNvidiaDriver(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && existsSync(driverFile);
}
