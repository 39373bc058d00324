import { join } from 'node:path';
import { openDatabase } from '../../src/main/store/database';
import { recordEpoch, recordRun, recordRunEnd, recordRunStart } from '../../src/main/store/training-runs';
import { defaultsOf } from '../../src/shared/training-presets';

const contentSha256 = 'c'.repeat(64);

/** Puts a run into a home folder's history before the application starts: it failed, and warned as runs do, by sentences that were recorded in English. */
export function makeRun(home: string, warnings: readonly string[], failure: string): number {
  const database = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  database.exec(`INSERT INTO datasets (dataset_id, name, source, locked) VALUES (1, 'chests', '{"kind":"table","images":"/x","labels":"/x/l.csv"}', 0);
    INSERT INTO dataset_versions (version_id, dataset_id, content_sha256, ingested_at_ms, images, positives, patients, audit)
    VALUES (1, 1, '${contentSha256}', 0, 10, 3, 10, '{}')`);
  const run = recordRun(database, {
    dataset: 'chests',
    datasetSha256: contentSha256,
    settings: defaultsOf('seed-cnn'),
    createdAtMs: 1_700_000_000_000,
    trainingImages: 7,
    validationImages: 2,
    testImages: 1,
    threads: 2,
    oneDnn: true,
    applicationVersion: '0.1.0',
    warnings,
  });
  recordRunStart(database, run, 'CPU, 2 threads', '2.19.1');
  const confusion = { truePositives: 1, falsePositives: 0, trueNegatives: 1, falseNegatives: 0 };
  const rates = { accuracy: 1, majorityAccuracy: 0.5, balancedAccuracy: 1, sensitivity: 1, specificity: 1, threshold: 0.5 };
  const rest = { trainLoss: 0.3, validationLoss: 1, prAuc: 1, brier: 0, ece: 0, learningRate: 1e-3, auc: 0.8, epoch: 1 };
  recordEpoch(database, run, { ...confusion, ...rates, ...rest, imagesPerSecond: 1, inputWaitShare: 0, seconds: 1 }, true);
  recordRunEnd(database, run, 'failed', 1_700_000_060_000, failure);
  database.close();
  return run;
}
