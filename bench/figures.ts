import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveVerdict } from '../src/main/services/give-verdict';
import { readFigures } from '../src/main/services/read-figures';
import { readAuditTrail, recordAudit, verifyAuditTrail } from '../src/main/store/audit-trail';
import { type Database, openDatabase } from '../src/main/store/database';
import { listFlips } from '../src/main/store/flips';
import { recordModel } from '../src/main/store/models';
import { inTransaction } from '../src/main/store/statements';
import { plainVerdict } from '../src/shared/verdict';
import { type BenchReport, type BenchResult, median, reportOf } from './report';
import { fillWithStudies, syntheticModel } from './synthetic-history';

const studyCount = 100_000;
const rounds = 5;
const other = { sha256: '6'.repeat(64), card: { ...syntheticModel.card, id: 'other', name: 'Other' } };

/** Figures, what flips and the audit trail over a history of 100,000 made-up studies, every second one with a verdict and with another model's result. */
export async function run(): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-bench-'));
  try {
    const database = openDatabase(join(folder, 'history.sqlite'), { backupFolder: join(folder, 'backups') });
    console.error(`Filling a history with ${String(studyCount)} studies…`);
    fillWithStudies(database, studyCount);
    addSecondOpinions(database);
    const { sha256 } = syntheticModel;
    const all = { modelSha256: sha256, fromMs: null, beforeMs: null };
    const flips = { modelSha256: other.sha256, againstSha256: sha256, kind: 'any', offset: 0, limit: 100 } as const;
    const results = [
      await measured('figures of a model version', 1_000, () => readFigures(database, all, sha256)),
      await measured('what flips, counts and first page', 1_000, () => listFlips(database, flips)),
      await measured('audit entry of an opened case', 5, () => recordAudit(database, 'study-opened', { study: 1 })),
      await measured('page of the audit trail', 100, () => readAuditTrail(database)),
      await measured('verifying the audit trail', 2_000, () => verifyAuditTrail(database)),
    ];
    database.close();
    return reportOf('figures', results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A verdict, which is an entry of the audit trail too, and another model's result for every second image. */
function addSecondOpinions(database: Database): void {
  recordModel(database, other);
  inTransaction(database, () => {
    for (let instanceId = 1; instanceId <= studyCount; instanceId += 2)
      giveVerdict(database, { instanceId, verdict: plainVerdict(instanceId % 3 === 0), changes: [] }, instanceId);
    database
      .prepare(
        `INSERT INTO results (instance_id, status, model_sha256, model_id, computed_at_ms, probability, threshold, preprocessing_version,
          overlay_method, milliseconds, boxes, heatmap_width, heatmap_height, heatmap_values)
        SELECT instance_id, 'ok', ?, 'other', computed_at_ms, 1 - probability, threshold, '1', '', 1, '[]', 0, 0, x''
        FROM results WHERE status = 'ok' AND instance_id % 2 = 1`,
      )
      .run(other.sha256);
  });
}

async function measured(name: string, goalMilliseconds: number, work: () => unknown): Promise<BenchResult> {
  const milliseconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    milliseconds.push(performance.now() - start);
  }
  const ours = median(milliseconds);
  return { name, ours, peer: null, unit: 'ms', ratio: null, goal: `<= ${String(goalMilliseconds)}`, met: ours <= goalMilliseconds };
}
