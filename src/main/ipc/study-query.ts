import { z } from 'zod';

const isoDate = z.iso.date().nullable();

/** A list's filter and order. */
export const studyFilter = z.strictObject({
  search: z.string().max(200),
  dateFrom: isoDate,
  dateTo: isoDate,
  result: z.enum(['any', 'positive', 'negative', 'refused', 'error', 'pending']),
  sort: z.enum(['imported', 'study-date', 'patient-name', 'patient-id', 'probability']),
  descending: z.boolean(),
});

/** A page of it. */
export const studyQuery = studyFilter.extend({
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(500),
});
