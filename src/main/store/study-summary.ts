import type { Database } from './database';
import { prepared } from './statements';

/**
 * Brings a study's line in the list up to date after its images or their results changed: how many images, which one stands
 * for the study, and that one's latest result. The lead is the image with the highest probability; without any score the
 * frontal view (View Position (0018,5101) PA or AP) before one of unknown view before the others, then by Instance Number
 * (0020,0013) and by arrival. Call it inside the transaction of the change.
 */
export function summariseStudy(database: Database, studyId: number): void {
  const lead = prepared<[number], Lead>(database, selectLead).get(studyId);
  if (lead === undefined) throw new Error(`Study ${String(studyId)} has no image.`);
  prepared(database, updateStudy).run({ studyId, ...lead });
}

interface Lead {
  readonly leadInstanceId: number;
  readonly leadResultId: number | null;
  readonly result: string;
  readonly probability: number | null;
}

const selectLead = `
  SELECT instances.instance_id AS leadInstanceId, results.result_id AS leadResultId, results.probability AS probability,
    CASE
      WHEN results.status IS NULL THEN 'pending'
      WHEN results.status <> 'ok' THEN results.status
      WHEN results.probability >= results.threshold THEN 'positive'
      ELSE 'negative'
    END AS result
  FROM instances LEFT JOIN results ON results.result_id = instances.latest_result_id
  WHERE instances.study_id = ?
  ORDER BY results.probability DESC NULLS LAST,
    CASE WHEN instances.view_position IN ('PA', 'AP') THEN 0 WHEN instances.view_position = '' THEN 1 ELSE 2 END,
    instances.instance_number ASC NULLS LAST,
    instances.instance_id
  LIMIT 1`;

const updateStudy = `
  UPDATE studies SET lead_instance_id = @leadInstanceId, lead_result_id = @leadResultId, result = @result, probability = @probability,
    image_count = (SELECT count(*) FROM instances WHERE study_id = @studyId)
  WHERE study_id = @studyId`;
