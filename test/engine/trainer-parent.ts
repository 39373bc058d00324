import { readFileSync } from 'node:fs';
import { startTrainer } from '../../src/main/engine/start-trainer';
import type { TrainingOrder } from '../../src/main/engine/training-protocol';

// Run by trainer.test.ts, which kills it: starts a trainer and tells its process's number once it trains.
const [entry = '', orderFile = ''] = process.argv.slice(2);
const order = JSON.parse(readFileSync(orderFile, 'utf8')) as TrainingOrder;
const trainer = startTrainer(entry, { threads: 1, oneDnn: true });
trainer.once('message', () => process.stdout.write(`${String(trainer.pid)}\n`));
trainer.send({ kind: 'train', order });
