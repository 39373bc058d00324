import { expect, test } from 'vitest';
import { explainSchemas } from '../../src/main/ipc/explain-schemas';
import { auditActions } from '../../src/shared/model';

test('the trail can be narrowed to every action that it holds, and to nothing else', () => {
  const narrowed = (actions: readonly string[]) =>
    explainSchemas['audit.list'].safeParse({ actions, fromMs: null, beforeMs: null, beforeNumber: null, limit: 100 }).success;
  expect([narrowed(auditActions), narrowed(['patient-deleted'])]).toEqual([true, false]);
});
