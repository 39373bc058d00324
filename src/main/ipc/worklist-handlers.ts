import type { Services } from '../compose';
import { setStatus } from '../store/study-status';
import { countByStatus, listStudyIds, studyFacets } from '../store/studies';
import type { RequestHandlers } from './handle';
import type { WorklistRequest } from './worklist-schemas';

/** The requests that are about the worklist, one line each. */
export function worklistHandlers({ db }: Services): Pick<RequestHandlers, WorklistRequest> {
  return {
    'worklist.mark': ({ studyIds, status, undo }) => setStatus(db, studyIds, status, undo ? 'undo' : 'reader'),
    'worklist.ids': (asked) => listStudyIds(db, asked),
    'worklist.counts': ({ criteria }) => countByStatus(db, criteria),
    'worklist.facets': () => studyFacets(db),
  };
}
