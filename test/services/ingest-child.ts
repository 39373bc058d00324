import { join } from 'node:path';
import { createImageWorkers } from '../../src/main/image-workers/image-workers';
import { createDatasets } from '../../src/main/services/datasets';
import { openDatabase } from '../../src/main/store/database';

// Run by ingest-killed.test.ts: takes a table of images in, and says how many are done, until it is killed.
const [home = '', workerFile = '', images = '', labels = ''] = process.argv.slice(2);
const db = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
const workers = createImageWorkers({ workerFile, count: 2 });
const datasets = createDatasets({
  db,
  workers,
  filesAtOnce: 4,
  folder: join(home, 'datasets'),
  onProgress: ({ imagesDone }) => process.stdout.write(`${String(imagesDone)}\n`),
  labelledCases: () => [],
});
await datasets.add('killed', { kind: 'table', images, labels }, { locked: false });
await workers.close();
db.close();
