import type { Services } from '../compose';
import { giveVerdict } from '../services/give-verdict';
import { readMarks, writeMarks } from '../store/marks';
import { readVerdict } from '../store/verdicts';
import type { RequestHandlers } from './handle';
import type { MarkRequest } from './mark-schemas';

/** The requests that are about the reader's marks and verdicts. */
export function markHandlers({ db }: Services): Pick<RequestHandlers, MarkRequest> {
  return {
    'marks.read': ({ instanceId }) => readMarks(db, instanceId),
    'marks.write': ({ instanceId, changes }) => {
      writeMarks(db, instanceId, changes, Date.now());
      return null;
    },
    'verdict.read': ({ instanceId }) => readVerdict(db, instanceId),
    'verdict.write': (given) => giveVerdict(db, given, Date.now()),
  };
}
