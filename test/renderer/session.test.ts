import { expect, test } from 'vitest';
import { OpenCase } from '../../src/renderer/state/open-case.svelte';
import { rememberSession, restoreSession } from '../../src/renderer/state/session';
import type { AppDescription } from '../../src/shared/app-api';
import { ExpectedFailure } from '../../src/shared/failure';
import { defaultSettings, type SettingChanges, type Settings } from '../../src/shared/settings';
import type { StudyDetail } from '../../src/shared/study';
import { clientOf } from './client-of';

/** The settings of a session, and a history that holds study 7 only. */
function session(settings: Partial<Settings>, readOnly = false) {
  const changes: SettingChanges[] = [];
  const openCase = new OpenCase(
    clientOf({
      'studies.show': ({ studyId }) => {
        if (studyId !== 7) throw new ExpectedFailure({ code: 'not-in-history', message: 'Gone.' });
        return { study: { studyId, leadInstanceId: 70 }, instances: [] } as unknown as StudyDetail;
      },
    }),
  );
  const application = {
    settings: { ...defaultSettings, ...settings },
    description: { readOnly } as AppDescription,
    change: (change: SettingChanges) => void changes.push(change),
  };
  return { application, openCase, changes };
}

test('the last case is opened again, unless it is gone or another one was opened meanwhile', async () => {
  const [there, gone, none, other] = [session({ lastStudyId: 7 }), session({ lastStudyId: 8 }), session({}), session({ lastStudyId: 8 })];
  await other.openCase.open(7);
  for (const one of [there, gone, none, other]) await restoreSession(one);
  expect([there, gone, none, other].map(({ openCase }) => [openCase.studyId, openCase.failure])).toEqual([
    [7, null],
    [null, null],
    [null, null],
    [7, null],
  ]);
});

test('the open case is remembered once, and not where nothing can be written', () => {
  const [fresh, known, locked] = [session({}), session({ lastStudyId: 7 }), session({}, true)];
  for (const one of [fresh, known, locked]) rememberSession(7, one);
  rememberSession(null, fresh);
  expect([fresh.changes, known.changes, locked.changes]).toEqual([[{ lastStudyId: 7 }], [], []]);
});
