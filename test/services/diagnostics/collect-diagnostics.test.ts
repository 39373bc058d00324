import { createHash, generateKeyPairSync } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectDiagnostics, type DiagnosedServices } from '../../../src/main/services/diagnostics/collect-diagnostics';
import { toldPolicy } from '../../../src/main/services/diagnostics/told-policy';
import { readPolicy } from '../../../src/main/services/policy';
import { createTroubleLog } from '../../../src/main/services/trouble-log';
import { recordAudit } from '../../../src/main/store/audit-trail';
import { openDatabase } from '../../../src/main/store/database';
import { saveDraft } from '../../../src/main/store/reports';
import { recordFailure, recordPrediction } from '../../../src/main/store/results';
import { writeSettings } from '../../../src/main/store/settings';
import { recordImages } from '../../../src/main/store/studies';
import { recordModel } from '../../../src/main/store/models';
import { recordVerdict } from '../../../src/main/store/verdicts';
import { ExpectedFailure } from '../../../src/shared/failure';
import { everyStudy } from '../../../src/shared/worklist';
import { defaultSettings } from '../../../src/shared/settings';
import { heatmap, image, model, prediction, temporaryFolder, verdict } from '../../store/builders';

/** Stands for whatever must not get out; wherever something could, it is put. */
const marker = 'Quagmire';
const uid = '1.2.826.99999';
const key = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

/** A history in a folder named after a patient, with the marker in every place where text of a person can lie. */
function markedServices(): DiagnosedServices {
  const home = join(temporaryFolder(), `${marker}^Zebulon`);
  const paths = {
    home,
    database: join(home, 'history.sqlite'),
    backups: join(home, 'backups'),
    logs: join(home, 'logs'),
  };
  const db = openDatabase(paths.database, { backupFolder: paths.backups });
  recordModel(db, model);
  const named = image(1, {
    patientId: marker,
    patientName: `${marker}^Zebulon`,
    studyInstanceUid: uid,
    seriesInstanceUid: `${uid}.1`,
    sopInstanceUid: `${uid}.1.1`,
    studyDescription: marker,
    seriesDescription: marker,
    accessionNumber: marker,
    manufacturer: marker,
  });
  recordImages(db, [{ ...named, originalName: `${marker}.dcm` }, image(2)], 1000);
  recordPrediction(db, 1, prediction(0.7), heatmap());
  recordFailure(
    db,
    2,
    { code: 'truncated', message: `/cases/${marker}.dcm is cut short.`, file: `/cases/${marker}.dcm` },
    { modelId: 'first', modelSha256: model.sha256 },
    1000,
  );
  recordVerdict(db, verdict(1, true, { reader: marker, comment: marker }));
  const sections = { indication: marker, technique: '', comparison: '', findings: marker, impression: '' };
  saveDraft(db, 1, { kind: 'report', sections, analysis: { text: marker, basis: null } }, { by: marker, atMs: 1 });
  writeSettings(db, {
    readerName: marker,
    namesHidden: true,
    windowPresets: [{ key: '6', name: marker, low: 1, high: 99, curve: 'linear' }],
    savedViews: [{ name: marker, criteria: { ...everyStudy, search: marker }, listColumns: [], tableColumns: [] }],
  });
  recordAudit(db, 'exported', { what: marker });
  const troubles = createTroubleLog({ folder: paths.logs, version: '1.2.3' });
  troubles.bug('studies.show', new Error(`${marker} was not expected`));
  troubles.crash({ process: 'page', reason: 'crashed', exitCode: 5 });
  mkdirSync(paths.backups, { recursive: true });
  writeFileSync(join(paths.backups, `${marker}.sqlite`), marker);
  writeFileSync(join(paths.logs, `crash-${marker}.txt`), marker);
  writeFileSync(join(paths.logs, `${marker}.log`), marker);
  const failure = new ExpectedFailure({ code: 'model-unusable', message: `The model in ${home} cannot be read.`, file: home });
  const policyFile = join(home, 'policy.json');
  writeFileSync(
    policyFile,
    JSON.stringify({
      updates: { source: `http://${marker}.example/releases`, key, checks: 'by-hand' },
      cuda: { source: `https://${marker}.example/cuda` },
      network: { proxy: `http://${marker}:${marker}@${marker}.example:3128`, proxyBypass: `*.${marker}.example, ${marker}` },
    }),
  );
  return {
    db,
    paths,
    policy: readPolicy(policyFile),
    cudaPlace: { isThere: () => true, setAsideMark: () => ({ reason: `${home}/cuda/lib: cannot open`, atMs: 1 }) },
    readOnly: false,
    engine: { warm: () => Promise.reject(failure) },
    models: { active: () => ({ folder: home, model }), problem: () => failure.failure },
  };
}

test('diagnostics hold counts, codes and versions, and nothing of a patient, of the reader, or of where things lie', async () => {
  const services = markedServices();
  const files = unzipSync(await collectDiagnostics(services, { pneumoscope: '1.2.3' }));
  services.db.close();
  const json = (name: string): unknown => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));

  const reports = Object.keys(files).filter((name) => name.startsWith('logs/crash-'));
  expect(reports).toHaveLength(1);
  expect(Object.keys(files).sort()).toEqual(
    ['READ-ME.txt', 'computer.json', 'history.json', 'logs/bugs.log', ...reports, 'policy.json', 'settings.json', 'versions.json'].sort(),
  );
  const all = Object.entries(files).map(([name, bytes]) => `${name}\n${Buffer.from(bytes).toString('latin1')}`);
  for (const text of all) {
    expect(text).not.toMatch(new RegExp(marker, 'i'));
    expect(text).not.toContain(uid);
    expect(text).not.toContain(services.paths.home);
    expect(text).not.toMatch(/Zebulon|Doe, Jane|\.dcm|1\.2\.2/);
  }

  expect(json('computer.json')).toMatchObject({
    device: null,
    deviceProblem: 'model-unusable',
    modelProblem: 'model-unusable',
    cudaLibrary: 'set-aside',
    readOnly: false,
  });
  expect(json('versions.json')).toMatchObject({ pneumoscope: '1.2.3', model: model.sha256 });
  expect(json('policy.json')).toEqual({
    state: 'read',
    updates: { source: 'http', keySha256: createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex'), checks: 'by-hand' },
    cuda: { source: 'https' },
    network: { proxy: 'http', login: 'set', hostsWithoutProxy: 2 },
  });
  expect(json('history.json')).toMatchObject({
    rows: { patients: 2, studies: 2, instances: 2, results: 2, verdicts: 1, reports: 1, audit_trail: 1 },
    failures: { truncated: 1 },
    runs: {},
    problems: [],
    auditTrail: { entries: 1, firstBroken: null },
    backups: 1,
  });
  expect(json('settings.json')).toMatchObject({ readerName: 'set', savedViews: 1, windowPresets: 1, namesHidden: true, theme: 'dark' });
  expect(Object.keys(json('settings.json') as object).sort()).toEqual(Object.keys(defaultSettings).sort());
});

test('whether there is a policy, and what it forbids, is told as well', () => {
  const told = (content: string | null): unknown => {
    const file = join(temporaryFolder(), 'policy.json');
    if (content !== null) writeFileSync(file, content);
    return toldPolicy(readPolicy(file));
  };
  const system = { proxy: 'system', hostsWithoutProxy: 0 };
  expect([null, '{', '{"updates":"off","cuda":"off","network":{"proxy":"direct"}}', '{"network":"blocked"}'].map(told)).toEqual([
    { state: 'absent', updates: 'no source', cuda: 'no source of its own', network: system },
    { state: 'unusable', updates: 'off', cuda: 'off', network: 'blocked' },
    { state: 'read', updates: 'off', cuda: 'off', network: { proxy: 'direct', hostsWithoutProxy: 0 } },
    { state: 'read', updates: 'no source', cuda: 'no source of its own', network: 'blocked' },
  ]);
});
