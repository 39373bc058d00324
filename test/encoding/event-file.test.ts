import { expect, test } from 'vitest';
import { crc32c, eventFile } from '../../src/main/encoding/event-file';

test('the checksum is that of RFC 3720', () => {
  // The check value of CRC-32C, and RFC 3720's B.4: 32 bytes of zeros.
  expect([crc32c(Buffer.from('123456789')), crc32c(new Uint8Array(32))]).toEqual([0xe3069283, 0x8a9136aa]);
});

test('a scalar is a record of its length, an event and two checksums', () => {
  const bytes = Buffer.from(eventFile([{ tag: 'auc', step: 3, value: 0.5, wallTimeSeconds: 1 }], 1));
  // The version's record: 12 bytes of framing before and 4 after 9 + 2 + 13 bytes.
  const event = bytes.subarray(12 + 24 + 4);
  const data = [
    '09000000000000f03f', // wall time 1.0
    '1003', // step 3
    '2a0c', // a summary of 12 bytes
    '0a0a', // a value of 10 bytes
    '0a03617563', // tag auc
    '150000003f', // 0.5
  ].join('');
  expect({ length: event.readBigUInt64LE(0), data: event.subarray(12, -4).toString('hex') }).toEqual({ length: 25n, data });
});
