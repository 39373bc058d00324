import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { carryOut, smallOrder, type TrainerEnd } from '../support/training';

// Run by trainer.test.ts where it may mount: trains on a small disk that is filled on the way, makes room, and goes on.
const [entry = '', place = ''] = process.argv.slice(2);
const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', place], { encoding: 'utf8' });
if (status !== 0) throw new Error(stderr);

const order = smallOrder(place, { checkpointMinutes: 0 });
const ballast = join(place, 'ballast');
const failed: TrainerEnd = await carryOut(entry, order, (event) => {
  if (event.event === 'checkpoint' && event.step === 3) fillUp();
});
const leftovers = ['', 'checkpoints', 'best']
  .flatMap((folder) => listed(join(order.runFolder, folder)))
  .filter((name) => name.startsWith('.'));
rmSync(ballast);
const resumed = await carryOut(entry, { ...order, resume: true });
process.stdout.write(JSON.stringify({ failed, resumed, leftovers }));

/** Leaves less than a checkpoint needs. */
function fillUp(): void {
  for (const size of [1 << 20, 1 << 16]) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
    } catch {
      continue; // full for this size
    }
  }
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
