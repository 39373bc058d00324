import { resolve } from 'node:path';
import type { AuditCheck } from '../../shared/explain';
import { exportAuditTrail, verifyAuditFile } from '../services/export-audit';
import { verifyAuditTrail } from '../store/audit-trail';
import { type Action, print, UsageError } from './command';

/** `audit verify [FILE] | export FILE`. */
export function audit(operands: readonly string[], { json }: { readonly json: boolean }): Action {
  const [verb, file, ...others] = operands;
  if (verb === 'verify' && others.length === 0) return verify(file, json);
  if (verb === 'export' && file !== undefined && others.length === 0) return exportTo(resolve(file), json);
  throw new UsageError('audit takes: verify, verify FILE or export FILE.');
}

/** The history's own trail, or one that was exported. A broken trail makes the exit code 1. */
function verify(file: string | undefined, json: boolean): Action {
  return ({ db }) => {
    const check = file === undefined ? verifyAuditTrail(db) : verifyAuditFile(resolve(file));
    print(json ? JSON.stringify(check) : describe(check));
    return Promise.resolve(check.firstBroken === null);
  };
}

function describe({ entries, firstBroken }: AuditCheck): string {
  if (firstBroken === null) return `Sound: ${entries} entries.`;
  return `Broken at entry ${firstBroken} of ${entries}: it is not what was written, or the one before it is missing.`;
}

function exportTo(file: string, json: boolean): Action {
  return ({ db }) => {
    const entries = exportAuditTrail(db, file);
    print(json ? JSON.stringify({ file, entries }) : `${entries} entries are in ${file}`);
    return Promise.resolve(true);
  };
}
