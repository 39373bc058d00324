import { availableParallelism } from 'node:os';
import { diskFreeBytes } from '../services/disk-space';
import { verifyAuditTrail } from '../store/audit-trail';
import { checkDatabase } from '../store/check-database';
import { type Action, type CommandOptions, print, UsageError } from './command';

export function doctor(operands: readonly string[], { json }: CommandOptions): Action {
  if (operands.length > 0) throw new UsageError('doctor takes no operand.');
  return async ({ engine, models, paths, db, readOnly }) => {
    const problems = checkDatabase(db);
    const auditTrail = verifyAuditTrail(db);
    const { folder, model } = models.active();
    const report = {
      device: await engine.warm(folder),
      threads: availableParallelism(),
      node: process.versions.node,
      electron: process.versions.electron ?? null,
      home: paths.home,
      readOnly,
      diskFreeBytes: await diskFreeBytes(paths.home),
      database: { file: paths.database, schemaVersion: db.pragma('user_version', { simple: true }), problems },
      auditTrail,
      model: { id: model.card.id, sha256: model.sha256, problem: models.problem()?.message ?? null },
    };
    print(JSON.stringify(report, null, json ? 0 : 2));
    return problems.length === 0 && auditTrail.firstBroken === null && models.problem() === null;
  };
}
