import { readFileSync } from 'node:fs';
import { fetchFileBy } from '../../../src/main/cli/fetch-file';
import { createCuda } from '../../../src/main/services/cuda/cuda';
import { createCudaPlace } from '../../../src/main/services/cuda/cuda-place';
import type { Wheel } from '../../../src/main/services/cuda/pinned-wheels';

// Run by cuda-killed.test.ts: fetches the library, and says at each step where it is, until it is killed.
const [folder = '', wheelsFile = '', source = ''] = process.argv.slice(2);
const wheels = JSON.parse(readFileSync(wheelsFile, 'utf8')) as readonly Wheel[];
const network = { blocked: false, proxy: 'direct', proxyBypass: '' };
const cuda = createCuda({
  place: createCudaPlace(folder, wheels, () => undefined),
  wheels,
  policy: { file: '', state: 'absent', updates: null, cuda: null, network },
  source,
  openWay: async () => fetchFileBy(network),
  renewEngine: () => Promise.resolve(),
  isTraining: () => false,
  onChange: (state) =>
    process.stdout.write(state.state === 'fetching' ? `${state.progress.step} ${state.progress.wheel}\n` : `${state.state}\n`),
});
await cuda.fetch(null);
process.exit(0);
