import { expect, onTestFinished, test } from 'vitest';
import { chestTemplate, inLanguage } from '../../src/main/services/chest-template';
import { reportPageHtml } from '../../src/main/services/report-page';
import { basisSentence } from '../../src/main/services/report-values';
import { reportsWithoutNames } from '../../src/main/services/reports-without-names';
import { beginReport, keepDraft, showReports, signDraft } from '../../src/main/services/reports';
import { readAuditTrail } from '../../src/main/store/audit-trail';
import { recordModel } from '../../src/main/store/models';
import { listTemplates, writeTemplate } from '../../src/main/store/report-templates';
import { recordFailure, recordPrediction } from '../../src/main/store/results';
import { writeSettings } from '../../src/main/store/settings';
import { recordImages, showStudy } from '../../src/main/store/studies';
import { recordVerdict } from '../../src/main/store/verdicts';
import { plainVerdict } from '../../src/shared/verdict';
import { languages } from '../../src/shared/language';
import { templateProblems } from '../../src/shared/report-template';
import { emptyHistory, failureOf, heatmap, image, model, prediction } from '../store/builders';

const now = Date.UTC(2026, 0, 2);

/** Study 2 of a patient with an earlier one; its image is scored 0.418 at a threshold of 0.4, and the reader disagrees. */
function scored() {
  const db = emptyHistory();
  const same = { patientId: 'P1', patientName: 'Doe, Jane' };
  recordImages(db, [image(1, { ...same, studyDate: '2018-01-01' }), image(2, { ...same, studyDate: '2019-05-06' })], 1);
  recordModel(db, model);
  recordPrediction(db, 2, prediction(0.418), heatmap());
  recordVerdict(db, { ...plainVerdict(false), instanceId: 2, boxes: [], decidedAtMs: 1, reader: 'Ada' });
  return db;
}

test('a report begins with the template’s text filled in, the computer’s part apart from the reader’s', () => {
  const db = scored();
  const [chest] = listTemplates(db);
  const { sections, analysis, problems } = beginReport(db, 2, chest?.templateId ?? null, 'en', now);
  expect([sections.technique, sections.comparison, sections.impression, problems]).toEqual([
    'Chest radiograph of 2019-05-06, modality DX, view: PA.',
    'Earlier studies: 2018-01-01.',
    '',
    [],
  ]);
  expect(analysis).toEqual({
    text: 'Opacity suspected: probability 0.42, threshold 0.40. Regions: 1: 300 x 400 pixels at 10, 21.',
    basis: {
      instanceId: 2,
      predictionId: 1,
      modelName: model.card.name,
      modelId: model.card.id,
      modelSha256: model.sha256,
      probability: 0.418,
      threshold: 0.4,
      computedAtMs: 1_700_000_000_000,
    },
  });
  expect(basisSentence(analysis.basis, 'en')).toBe(
    'Model First network (first, abababababab): probability 0.42 at threshold 0.40, computed 2023-11-14 22:13 UTC. Research use only. Not for diagnosis.',
  );
  expect(chest && templateProblems(chest)).toEqual([]);
});

test('every view of the study is named, and today is the day where the reader is', () => {
  const zone = process.env.TZ;
  onTestFinished(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  process.env.TZ = 'Europe/Berlin';
  const db = emptyHistory();
  const study = { patientId: 'P1', studyInstanceUid: '1.9', studyDate: '2019-05-06' };
  const views = ['PA', 'LL', '', 'PA'];
  recordImages(
    db,
    views.map((viewPosition, n) => image(n + 1, { ...study, viewPosition })),
    1,
  );
  const [chest] = listTemplates(db);
  if (chest === undefined) throw new Error('A history has a template from the start.');
  const own = writeTemplate(db, chest.templateId, { ...chest, sections: { ...chest.sections, technique: '{view}, {today}' } });
  // Half past midnight in Berlin, still the day before in UTC.
  const { sections } = beginReport(db, 1, own.templateId, 'en', Date.UTC(2026, 6, 1, 22, 30));
  expect(sections.technique).toBe('PA, LL, 2026-07-02');
});

test('in German the template that came along is German, and so is all that is filled in; a department’s own stays as it is', () => {
  const db = scored();
  const [chest] = listTemplates(db);
  if (chest === undefined) throw new Error('A history has a template from the start.');
  expect([inLanguage(chest, 'en'), inLanguage(chest, 'de')]).toEqual([chest, { ...chest, ...chestTemplate('de') }]);
  const { sections, analysis } = beginReport(db, 2, chest.templateId, 'de', now);
  expect([sections.technique, sections.comparison, analysis.text, basisSentence(analysis.basis, 'de')]).toEqual([
    'Röntgenaufnahme des Thorax vom 06.05.2019, Modalität DX, Projektion: PA.',
    'Voruntersuchungen: 01.01.2018.',
    'Verdacht auf Verschattung: Wahrscheinlichkeit 0,42, Schwellenwert 0,40. Regionen: 1: 300 x 400 Pixel bei 10, 21.',
    'Modell First network (first, abababababab): Wahrscheinlichkeit 0,42 bei Schwellenwert 0,40, berechnet 14.11.2023, 22:13 UTC. Nur für Forschungszwecke. Nicht zur Diagnose.',
  ]);
  const own = writeTemplate(db, chest.templateId, { ...chest, name: 'Chest, ward 3' });
  expect(inLanguage(own, 'de')).toEqual(own);
  expect(beginReport(db, 2, own.templateId, 'de', now).sections.comparison).toBe('Earlier studies: 01.01.2018.');
});

test('an image without a score says why, and is given no number', () => {
  const db = emptyHistory();
  recordImages(db, [image(1)], 1);
  recordModel(db, model);
  expect(beginReport(db, 1, null, 'en', now).analysis).toEqual({ text: 'The image has not been scored.', basis: null });
  const failure = { code: 'not-frontal-chest', message: 'x.dcm is not a frontal view.' } as const;
  recordFailure(db, 1, failure, { modelId: 'first', modelSha256: model.sha256 }, 5);
  expect(beginReport(db, 1, null, 'en', now).analysis.text).toBe('The image was not scored. x.dcm is not a frontal view.');
});

test('a report is signed by somebody, with something in it, and with no placeholder left; the audit trail says so', () => {
  const db = scored();
  const { templateId } = writeTemplate(db, null, {
    name: 'Ward',
    sections: { indication: '{ward}', technique: '', comparison: '', findings: '', impression: '' },
    analysis: '{finding}',
  });
  const { sections, analysis, problems } = beginReport(db, 2, templateId, 'en', now);
  expect(problems).toEqual([{ section: 'indication', placeholder: 'ward', why: 'unknown' }]);
  const keep = (changes: object): unknown => keepDraft(db, 2, { kind: 'report', sections: { ...sections, ...changes }, analysis }, now);
  keep({ findings: 'Clear lungs.' });
  const why: (string | undefined)[] = [failureOf(() => signDraft(db, 2, now))?.message];
  writeSettings(db, { readerName: 'Ada' });
  why.push(failureOf(() => signDraft(db, 2, now))?.message);
  keep({ indication: 'Cough', findings: ' ' });
  why.push(failureOf(() => signDraft(db, 2, now))?.message);
  expect(why).toEqual([
    'A final report says who signed it: enter your name under Settings > Appearance > Reader.',
    'The report still holds the placeholder {ward}: replace it by what it stands for, or take it out.',
    'There is nothing in it yet: write the findings or the impression first.',
  ]);
  keep({ indication: 'Cough', findings: 'Clear lungs.' });
  expect(signDraft(db, 2, now)).toMatchObject({ status: 'final', finalisedBy: 'Ada', finalisedAtMs: now });
  expect(readAuditTrail(db).entries[0]).toMatchObject({ action: 'report-finalised', detail: { study: 2, report: 1, reader: 'Ada' } });
});

test('the page holds what was written as text, says draft or final, and always what it is for', () => {
  const db = scored();
  const { sections, analysis } = beginReport(db, 2, null, 'en', now);
  const findings = '<script>alert(1)</script> & "so on"';
  keepDraft(db, 2, { kind: 'report', sections: { ...sections, findings }, analysis }, now);
  const { study } = showStudy(db, 2);
  const picture = { width: 2000, height: 1000, caption: 'Key image.', legend: 'Overlay of <b>', hasRamp: true };
  const page = {
    language: 'en',
    pseudonym: null,
    reports: showReports(db, 2).reports,
    picture,
    printedAtMs: now,
    printedBy: 'Ada',
  } as const;
  const html = reportPageHtml({ ...page, study });
  expect(html).not.toMatch(/<script|style=|<b>/);
  for (const part of [
    '&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so on&quot;',
    'DRAFT, not signed',
    'Doe, Jane',
    'width="640" height="320"',
    'Computer analysis',
    'First network (first, abababababab)',
    'Research use only. Not for diagnosis.',
  ])
    expect(html).toContain(part);
  const anonymous = reportPageHtml({ ...page, study: null, pseudonym: 'P-1234ABCD', printedBy: '' });
  expect(anonymous).toContain('P-1234ABCD (de-identified)');
  expect(anonymous).not.toMatch(/Doe|2019|Ada/);
  const german = reportPageHtml({ ...page, study, language: 'de' });
  for (const part of [
    '<html lang="de">',
    'Radiologischer Befund',
    'ENTWURF, nicht signiert',
    '06.05.2019',
    '<h2>Beurteilung</h2>',
    'Gedruckt 02.01.2026, 00:00 UTC von Ada.',
  ])
    expect(german).toContain(part);
});

test.each(languages)('a report in %s goes out without the patient’s name and dates, however its language writes them', (language) => {
  const db = scored();
  const { sections, analysis } = beginReport(db, 2, listTemplates(db)[0]?.templateId ?? null, language, now);
  keepDraft(db, 2, { kind: 'report', sections: { ...sections, findings: 'Doe: clear' }, analysis }, now);
  const out = JSON.stringify(reportsWithoutNames(db, showStudy(db, 2)));
  expect(out).not.toMatch(/Doe|Jane|2018|2019/);
});
