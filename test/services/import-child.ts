import { createImageWorkers } from '../../src/main/image-workers/image-workers';
import { createImporter } from '../../src/main/services/import-images';
import { openDatabase } from '../../src/main/store/database';

// Run by import-killed.test.ts: imports a folder, and says after each batch how many images are in the history, until it is killed.
const [database = '', storeFolder = '', workerFile = '', folder = ''] = process.argv.slice(2);
const db = openDatabase(database, { backupFolder: `${database}.backups` });
const workers = createImageWorkers({ workerFile, count: 2 });
let recorded = 0;
const importer = createImporter({
  database: db,
  workers,
  filesAtOnce: 4,
  storeFolder,
  onProgress: () => undefined,
  onRecorded: (outcomes) => {
    recorded += outcomes.length;
    process.stdout.write(`${String(recorded)}\n`);
  },
});
await importer.start([folder]).finished;
await workers.close();
db.close();
