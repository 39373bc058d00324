/** The case history's patients, studies, series and images: the one place to import them from. */
export { countByStatus, listStudies, listStudyIds, studyFacets } from './list-studies';
export { type RecordedImage, recordImages, type RecordedInstance, type RecordOutcome } from './record-images';
export { findStudies, pendingInstances, showInstance, showStudy } from './show-study';
