import { fail } from '../../shared/failure';

/** Throws 'not-in-history' for an image that was asked for by its number. */
export function failNotInHistory(instanceId: number): never {
  fail('not-in-history', `The history holds no image with the number ${String(instanceId)}.`);
}
