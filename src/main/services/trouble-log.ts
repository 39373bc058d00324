import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeBug } from './describe-bug';

/** How a process of the application came to its end. */
export interface Crash {
  /** 'page', 'engine', 'trainer', or Chromium's name of a helper process. */
  readonly process: string;
  /** Chromium's reason, a signal or a failure's code: never what the process itself said. */
  readonly reason: string;
  readonly exitCode: number | null;
}

/** Keeps what went wrong in text files of the home folder, which nobody sends anywhere. */
export interface TroubleLog {
  /** A report of its own for each crash; the newest are kept. */
  crash(crash: Crash): void;
  /** A line for a bug with where in the code it happened; also to standard error. */
  bug(where: string, error: unknown): void;
}

interface TroubleLogOptions {
  readonly folder: string;
  readonly version: string;
  readonly keptReports?: number;
  readonly mostLogBytes?: number;
}

export const crashReportName = /^crash-[\dTZ.-]+-\d+-[a-z-]+\.txt$/;
export const bugLogNames = ['bugs.old.log', 'bugs.log'] as const;

/**
 * Opens the log; its folder comes with the first entry. Where it cannot be written nothing is kept: trouble must not make more trouble.
 * @param options.mostLogBytes a log of bugs that has grown past this takes the place of the one before it
 */
export function createTroubleLog({ folder, version, keptReports = 20, mostLogBytes = 256 * 1024 }: TroubleLogOptions): TroubleLog {
  const [olderLog, log] = bugLogNames.map((name) => join(folder, name)) as [string, string];
  let reports = 0;

  function keep(work: () => void): void {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      work();
    } catch {
      // Said on standard error already, or a crash that the window shows.
    }
  }

  /** Names sort by time, also within one millisecond. */
  function freshName(process: string): string {
    reports += 1;
    const time = new Date().toISOString().replaceAll(':', '-');
    return `crash-${time}-${String(reports).padStart(4, '0')}-${process.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.txt`;
  }

  return {
    crash(crash) {
      keep(() => {
        const facts = { time: new Date().toISOString(), version, ...crash };
        const lines = Object.entries(facts).map(([name, value]) => `${name}: ${String(value ?? 'none')}`);
        writeFileSync(join(folder, freshName(crash.process)), `${lines.join('\n')}\n`);
        const names = readdirSync(folder).filter((name) => crashReportName.test(name));
        for (const name of names.sort().slice(0, -keptReports)) rmSync(join(folder, name), { force: true });
      });
    },
    bug(where, error) {
      const text = `${new Date().toISOString()} ${version} ${where}: ${describeBug(error)}\n`;
      process.stderr.write(text);
      keep(() => {
        if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > mostLogBytes) renameSync(log, olderLog);
        appendFileSync(log, text);
      });
    },
  };
}
