import type { Paths } from '../paths';
import { listBackups, restoreBackup } from '../store/backups';
import { type CommandOptions, print, UsageError } from './command';

/** Acts on the history's file, which is not opened: it may be one that this version cannot open. */
export type FileAction = (paths: Paths) => void;

export function backups(operands: readonly string[], { json }: CommandOptions): FileAction {
  if (operands.length > 0) throw new UsageError('backups takes no operand.');
  return (paths) => {
    for (const backup of listBackups(paths.backups)) {
      const { name, version, bytes, writtenAtMs } = backup;
      print(json ? JSON.stringify(backup) : `${name}  version ${version}, ${bytes} bytes, ${new Date(writtenAtMs).toISOString()}`);
    }
  };
}

export function restore(operands: readonly string[], { json }: CommandOptions): FileAction {
  const [name, ...more] = operands;
  if (name === undefined || more.length > 0) throw new UsageError('restore takes the name of one backup.');
  return (paths) => {
    const putAside = restoreBackup(paths.database, paths.backups, name);
    const undo = putAside === null ? '' : ` What was there before is ${putAside}; restore it to undo this.`;
    print(json ? JSON.stringify({ restored: name, putAside }) : `${name} is the history now.${undo}`);
  };
}
