import { checkComputer } from '../services/check-computer';
import { verifyAuditTrail } from '../store/audit-trail';
import { checkDatabase } from '../store/check-database';
import { type Action, type CommandOptions, print, UsageError } from './command';

export function doctor(operands: readonly string[], { json }: CommandOptions): Action {
  if (operands.length > 0) throw new UsageError('doctor takes no operand.');
  return async (services) => {
    const { models, paths, db } = services;
    const problems = checkDatabase(db);
    const auditTrail = verifyAuditTrail(db);
    const { model } = models.active();
    const computer = await checkComputer(services);
    const report = {
      ...computer,
      node: process.versions.node,
      electron: process.versions.electron ?? null,
      home: paths.home,
      database: { file: paths.database, schemaVersion: db.pragma('user_version', { simple: true }), problems },
      auditTrail,
      model: { id: model.card.id, sha256: model.sha256, problem: models.problem()?.message ?? null },
    };
    print(JSON.stringify(report, null, json ? 0 : 2));
    return computer.device !== null && problems.length === 0 && auditTrail.firstBroken === null && models.problem() === null;
  };
}
