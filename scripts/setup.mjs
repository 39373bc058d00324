import { parseArgs } from 'node:util';
import { runScript, SetupFailure } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';

const USAGE = `npm run setup -- [--cuda | --cpu] [--retry-electron]
  --cuda, --cpu       which TensorFlow library to use from now on (default: CUDA where an NVIDIA driver is found)
  --retry-electron    try Electron's own release again where set-up had to fall back to an older one`;

function readOptions() {
  try {
    const flags = { cuda: { type: 'boolean' }, cpu: { type: 'boolean' }, 'retry-electron': { type: 'boolean' }, help: { type: 'boolean' } };
    return parseArgs({ options: flags }).values;
  } catch (error) {
    throw new SetupFailure(`${error.message}\n\n${USAGE}`);
  }
}

await runScript(async () => {
  const options = readOptions();
  if (options.help) return void console.log(USAGE);
  const tensorflow = options.cuda ? 'cuda' : options.cpu ? 'cpu' : undefined;
  await setUp({ tensorflow, retryElectron: options['retry-electron'] });
});
