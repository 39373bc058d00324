import type { Database } from './database';
import { prepared } from './statements';

/**
 * Brings a study's line in the list up to date after its images, their results or the verdicts on them changed: how many images, which one
 * stands for the study, that one's header and latest result, how urgent it is, and whether a reader and the model disagree. The lead is the image with the highest probability; without any score the
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
  readonly spread: number | null;
  readonly modelId: string | null;
  readonly modality: string;
  readonly viewPosition: string;
}

const selectLead = `
  SELECT instances.instance_id AS leadInstanceId, results.result_id AS leadResultId, results.probability AS probability,
    results.probability_high - results.probability_low AS spread, results.model_id AS modelId, series.modality AS modality,
    instances.view_position AS viewPosition,
    CASE
      WHEN results.status IS NULL THEN 'pending'
      WHEN results.status <> 'ok' THEN results.status
      WHEN results.probability >= results.threshold THEN 'positive'
      ELSE 'negative'
    END AS result
  FROM instances JOIN series USING (series_key) LEFT JOIN results ON results.result_id = instances.latest_result_id
  WHERE instances.study_id = ?
  ORDER BY results.probability DESC NULLS LAST,
    CASE WHEN instances.view_position IN ('PA', 'AP') THEN 0 WHEN instances.view_position = '' THEN 1 ELSE 2 END,
    instances.instance_number ASC NULLS LAST,
    instances.instance_id
  LIMIT 1`;

/** The latest verdict on an image against what the latest result says of it; the image need not be the lead. */
const disagrees = `EXISTS (SELECT 1 FROM instances
    JOIN results ON results.result_id = instances.latest_result_id
    JOIN verdicts ON verdicts.verdict_id = (SELECT max(verdict_id) FROM verdicts AS latest WHERE latest.instance_id = instances.instance_id)
    WHERE instances.study_id = @studyId AND results.status = 'ok' AND verdicts.withdrawn = 0
      AND verdicts.positive <> (results.probability >= results.threshold))`;

const updateStudy = `
  UPDATE studies SET lead_instance_id = @leadInstanceId, lead_result_id = @leadResultId, result = @result, probability = @probability,
    spread = @spread, model_id = @modelId, modality = @modality, view_position = @viewPosition,
    urgency = CASE WHEN @probability IS NULL THEN -1 ELSE min(9, CAST(@probability * 10 AS INTEGER)) END,
    day = coalesce(study_date, date(imported_at_ms / 1000, 'unixepoch', 'localtime')),
    disagreement = ${disagrees},
    image_count = (SELECT count(*) FROM instances WHERE study_id = @studyId)
  WHERE study_id = @studyId`;
