// The parts of Protocol Buffers' wire format (protobuf.dev, "Encoding") that TensorFlow's graphs and event files take. A message is its fields' bytes, one
// after another.

/** The bytes of fields, one after another. */
export function joined(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

/** A field that holds a whole number of at least 0, an enumeration's value or a truth. */
export function numberField(field: number, value: number): Uint8Array {
  return joined(variableLength(field * 8), variableLength(value));
}

/** A field that holds a 64-bit float. */
export function doubleField(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return joined(variableLength(field * 8 + 1), bytes);
}

/** A field that holds a 32-bit float. */
export function floatField(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return joined(variableLength(field * 8 + 5), bytes);
}

/** A field that holds a text, bytes or another message. */
export function bytesField(field: number, content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return joined(variableLength(field * 8 + 2), variableLength(bytes.length), bytes);
}

/** A whole number of at least 0 in as many bytes as it takes, seven bits in each, the lowest first. */
export function variableLength(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.from([...bytes, rest]);
}
