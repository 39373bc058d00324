import { checkComputer } from '../services/check-computer';
import { verifyAuditTrail } from '../store/audit-trail';
import { checkDatabase } from '../store/check-database';
import type { ComputerCheck } from '../../shared/computer-check';
import type { Services } from '../compose';
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
      cuda: cudaReport(services, computer),
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

/** What is known of TensorFlow's library for NVIDIA GPUs, and the command that helps where something does. */
function cudaReport({ cudaPlace }: Services, { cudaLibrary, gpuUnused }: ComputerCheck) {
  return {
    folder: cudaLibrary === 'absent' ? null : cudaPlace.library,
    setAside: cudaPlace.setAsideMark()?.reason ?? null,
    fix: gpuUnused && cudaLibrary !== 'in-use' ? 'pneumoscope cuda fetch' : null,
  };
}
