import type { StudyQuery } from '../../src/shared/study';
import { everyStudy } from '../../src/shared/worklist';

/** All studies, newest import first. */
export const everything: StudyQuery = { ...everyStudy, sort: 'imported', offset: 0, limit: 500 };
