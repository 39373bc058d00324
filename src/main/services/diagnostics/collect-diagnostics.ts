import { strToU8, zipSync } from 'fflate';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import type { EngineClient } from '../../engine/engine-client';
import type { Paths } from '../../paths';
import { verifyAuditTrail } from '../../store/audit-trail';
import { checkDatabase } from '../../store/check-database';
import type { Database } from '../../store/database';
import { countHistory } from '../../store/history-counts';
import { readSettings } from '../../store/settings';
import { checkComputer } from '../check-computer';
import type { CudaPlace } from '../cuda/cuda-place';
import type { Models } from '../models';
import type { Policy } from '../policy';
import { bugLogNames, crashReportName } from '../trouble-log';
import { toldPolicy } from './told-policy';
import { toldSettings } from './told-settings';

export interface DiagnosedServices {
  readonly policy: Policy;
  readonly db: Database;
  readonly engine: Pick<EngineClient, 'warm'>;
  readonly models: Pick<Models, 'active' | 'problem'>;
  readonly paths: Pick<Paths, 'home' | 'database' | 'backups' | 'logs'>;
  readonly readOnly: boolean;
  readonly cudaPlace: Pick<CudaPlace, 'isThere' | 'setAsideMark'>;
}

const readMe = `Diagnostics of Pneumoscope, for whoever looks into a problem.

In here: versions, what the computer offers, settings without names and searches, what the computer's policy
rules without its addresses and passwords, how many rows the history has and whether it is sound,
how many backups there are, and reports of crashes and bugs.
Not in here: images, patients, study or instance numbers, what anybody wrote, file names, and the place of any folder.
Nothing was sent. Read it before you hand it on.
`;

/**
 * A zip of what helps to find out why something does not work, without anything of a patient and without anybody's words: each file is made of counts,
 * codes and versions; nothing is copied but the reports that this application writes itself.
 * @param versions of the application and what it is made of, by name
 */
export async function collectDiagnostics(services: DiagnosedServices, versions: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const { db, models, paths, policy } = services;
  const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 2)}\n`);
  const { deviceProblem, ...computer } = await checkComputer(services);
  return zipSync({
    'READ-ME.txt': strToU8(readMe),
    'versions.json': json({ ...versions, system: `${platform()} ${release()} ${arch()}`, model: models.active().model.sha256 }),
    'computer.json': json({ ...computer, deviceProblem: deviceProblem?.code ?? null, modelProblem: models.problem()?.code ?? null }),
    'settings.json': json(toldSettings(readSettings(db))),
    'policy.json': json(toldPolicy(policy)),
    'history.json': json({
      ...countHistory(db),
      // SQLite's own words: tables, pages and row numbers.
      problems: checkDatabase(db),
      auditTrail: verifyAuditTrail(db),
      fileBytes: statSync(paths.database, { throwIfNoEntry: false })?.size ?? null,
      backups: namesIn(paths.backups).length,
    }),
    ...Object.fromEntries(
      namesIn(paths.logs)
        .filter((name) => crashReportName.test(name) || bugLogNames.some((log) => log === name))
        .map((name) => [`logs/${name}`, new Uint8Array(readFileSync(join(paths.logs, name)))]),
    ),
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
