import type { Services } from '../compose';
import { giveVerdict } from '../services/give-verdict';
import { readMarks, writeMarks } from '../store/marks';
import type { DeskWindows } from '../desk-windows';
import { readVerdict } from '../store/verdicts';
import type { RequestHandlers } from './handle';
import type { MarkRequest } from './mark-schemas';

/** The requests that are about the reader's marks and verdicts; another window that shows the image hears of a change. */
export function markHandlers({ db }: Services, { pushToOthers }: DeskWindows): Pick<RequestHandlers, MarkRequest> {
  return {
    'marks.read': ({ instanceId }) => readMarks(db, instanceId),
    'marks.write': ({ instanceId, changes }, sender) => {
      writeMarks(db, instanceId, changes, Date.now());
      pushToOthers(sender, 'notes.changed', { instanceId });
      return null;
    },
    'verdict.read': ({ instanceId }) => readVerdict(db, instanceId),
    'verdict.write': (given, sender) => {
      const verdict = giveVerdict(db, given, Date.now());
      pushToOthers(sender, 'notes.changed', { instanceId: given.instanceId });
      return verdict;
    },
  };
}
