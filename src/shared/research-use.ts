/** Said wherever a result, a report or a model is shown or leaves the application. */
export const researchUseOnly = 'Research use only. Not for diagnosis.';
