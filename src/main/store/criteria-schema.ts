import { z } from 'zod';
import { listColumns, type SavedView, type StudyCriteria, studyResults, studySorts, studyStatuses } from '../../shared/worklist';

const isoDate = z.iso.date().nullable();
const headerValue = z.string().max(64).nullable();
const probability = z.number().min(0).max(1).nullable();

/** What a list can be asked for: checked when the page asks, and again when a stored view is read. */
export const studyCriteriaFields = {
  search: z.string().max(200),
  status: z.enum(['any', ...studyStatuses]),
  period: z.enum(['any', 'today', 'last-7-days']),
  dateFrom: isoDate,
  dateTo: isoDate,
  result: z.enum(studyResults),
  modality: headerValue,
  view: headerValue,
  probabilityFrom: probability,
  probabilityTo: probability,
  modelId: z.string().max(100).nullable(),
  disagreement: z.boolean(),
  sort: z.enum(studySorts),
  descending: z.boolean(),
} satisfies { [Name in keyof StudyCriteria]: z.ZodType<StudyCriteria[Name]> };

/** What a line of the list shows. */
export const listColumnsSchema = z.array(z.enum(listColumns)).max(listColumns.length);

/** A reader's own views, which are few. */
export const savedViewsSchema = z
  .array(
    z.strictObject({
      name: z.string().trim().min(1).max(60),
      criteria: z.strictObject(studyCriteriaFields),
      listColumns: listColumnsSchema,
      tableColumns: listColumnsSchema,
    }) satisfies z.ZodType<SavedView>,
  )
  .max(50);
