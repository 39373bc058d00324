import { openDatabase } from '../../src/main/store/database';
import { writeSettings } from '../../src/main/store/settings';
import { listStudies } from '../../src/main/store/studies';
import { ExpectedFailure } from '../../src/shared/failure';
import { everything } from './queries';

// Run by read-only.test.ts: prints what each attempt came to, as JSON.
const [file = '', missing = '', scratch = ''] = process.argv.slice(2);

// The super-user may write everywhere, so root becomes 'nobody' here. Not earlier: nobody may be unable to read the program itself,
// whose last part, the SQLite library, is loaded with the first database.
openDatabase(scratch, { backupFolder: `${scratch}.backups` }).close();
if (process.getuid?.() === 0) {
  process.setgid?.(65534);
  process.setuid?.(65534);
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof ExpectedFailure ? error.failure : String(error);
  }
}

const report = attempt(() => {
  const database = openDatabase(file, { backupFolder: `${file}.backups` });
  const found = {
    readonly: database.readonly,
    total: listStudies(database, everything).total,
    write: attempt(() => writeSettings(database, { theme: 'light' })),
  };
  database.close();
  return found;
});
const created = attempt(() => openDatabase(missing, { backupFolder: `${missing}.backups` }));
process.stdout.write(JSON.stringify({ report, created }));
