import { bytesField, doubleField, floatField, joined, numberField } from './protobuf';

/** A figure at a step, as TensorBoard draws it. */
export interface Scalar {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
  readonly wallTimeSeconds: number;
}

/**
 * The content of a TensorBoard event file (events.out.tfevents.*): a record of the file's version, then one a scalar. Field numbers are
 * those of TensorFlow's event.proto and summary.proto; the framing is tfrecord's (tensorflow.org, "TFRecord and tf.train.Example").
 */
export function eventFile(scalars: readonly Scalar[], createdAtSeconds: number): Uint8Array {
  const version = joined(doubleField(1, createdAtSeconds), bytesField(3, 'brain.Event:2'));
  const events = scalars.map(({ tag, step, value, wallTimeSeconds }) => {
    const summary = bytesField(1, joined(bytesField(1, tag), floatField(2, value)));
    return joined(doubleField(1, wallTimeSeconds), numberField(2, step), bytesField(5, summary));
  });
  return joined(...[version, ...events].map(record));
}

/** Length, its checksum, the data, its checksum. */
function record(data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return joined(length, maskedChecksum(length), data, maskedChecksum(data));
}

function maskedChecksum(bytes: Uint8Array): Uint8Array {
  const checksum = crc32c(bytes);
  const masked = Buffer.alloc(4);
  // Rotated and moved, so that a checksum of data that holds checksums stays a good one (tfrecord's format).
  masked.writeUInt32LE((((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0);
  return masked;
}

/** CRC-32C (Castagnoli; RFC 3720, section 12.1) of bytes, 0 to 2^32 - 1. Node's zlib has the other CRC-32 only. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
