import { createHmac } from 'node:crypto';
import { uuidUid } from '../derived-uid';

/**
 * The UID that takes another one's place: of the form '2.25.' and a number (PS3.5 B.2), from an HMAC-SHA256 of the original. Whoever lacks the
 * key can neither go back nor test a guess.
 */
export function keyedUid(key: Uint8Array, uid: string): string {
  return uuidUid(createHmac('sha256', key).update('uid\0').update(uid).digest('hex'));
}

/** The name that takes a patient's place: 'P-' and 8 hexadecimal digits, the same for the same patient under the same key. */
export function keyedPseudonym(key: Uint8Array, patient: string): string {
  return `P-${createHmac('sha256', key).update('patient\0').update(patient).digest('hex').slice(0, 8).toUpperCase()}`;
}
