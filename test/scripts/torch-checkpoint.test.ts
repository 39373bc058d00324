import { expect, test } from 'vitest';
import { readPickle } from '../../scripts/setup/pickle.mjs';
import { readTorchCheckpoint } from '../../scripts/setup/torch-checkpoint.mjs';

/** Pickles by hand, by the letter of Lib/pickletools.py, so that the reader is not tested against itself. */
const text = (value: string): Buffer => Buffer.concat([Buffer.from('X'), int32(value.length), Buffer.from(value)]);
const global = (module: string, name: string): Buffer => Buffer.from(`c${module}\n${name}\n`);
const tuple = (...items: Buffer[]): Buffer => Buffer.concat([Buffer.from('('), ...items, Buffer.from('t')]);
const byte = (value: number): Buffer => Buffer.from([0x4b, value]);
const pickle = (...parts: Buffer[]): Buffer => Buffer.concat([Buffer.from([0x80, 2]), ...parts, Buffer.from('.')]);
const op = (name: string): Buffer => Buffer.from(name, 'latin1');

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

// 0x1950a86a20f9469cfc6c, ten bytes, little-endian.
const magic = pickle(Buffer.from('8a0a6cfc9c46f9206aa85019', 'hex'));
const version = pickle(Buffer.from([0x4d, 0xe9, 0x03]));
const machine = pickle(op('}'), text('little_endian'), Buffer.from([0x88]), op('s'));

const reference = (kind: string, key: string, count: number): Buffer =>
  Buffer.concat([tuple(text('storage'), global('torch', kind), text(key), text('cpu'), byte(count), op('N')), op('Q')]);
const orderedDict = Buffer.concat([global('collections', 'OrderedDict'), op(')R')]);
const tensor = (storage: Buffer, offset: number, shape: Buffer, strides: Buffer): Buffer =>
  Buffer.concat([
    global('torch._utils', '_rebuild_tensor_v2'),
    tuple(storage, byte(offset), shape, strides, Buffer.from([0x89]), orderedDict),
    op('R'),
  ]);

/** Two float tensors, of which the second is a transposed view past the first value, and a counter. */
const object = pickle(
  orderedDict,
  op('('),
  ...[text('bias'), tensor(reference('FloatStorage', 'a', 2), 0, tuple(byte(2)), tuple(byte(1)))],
  ...[text('kernel'), tensor(reference('FloatStorage', 'b', 7), 1, tuple(byte(2), byte(3)), tuple(byte(1), byte(2)))],
  ...[text('counter'), tensor(reference('LongStorage', 'c', 1), 0, op(')'), op(')'))],
  op('u'),
);
const keys = pickle(op(']('), text('b'), text('a'), text('c'), op('e'));

function storage(values: Buffer, count: number): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigInt64LE(BigInt(count));
  return Buffer.concat([length, values]);
}

const floats = (...values: number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);
const head = [magic, version, machine, object, keys];
const checkpoint = Buffer.concat([
  ...head,
  storage(floats(9, 1, 2, 3, 4, 5, 6), 7),
  storage(floats(-1, 0.5), 2),
  storage(Buffer.alloc(8), 1),
]);

test('the float tensors of a checkpoint come out row-major, whatever their strides', () => {
  // Strides 1 and 2 from position 1: row 0 is 1, 3, 5 and row 1 is 2, 4, 6.
  expect(readTorchCheckpoint(checkpoint, 'a.pth')).toEqual(
    new Map([
      ['bias', { shape: [2], values: Float32Array.of(-1, 0.5) }],
      ['kernel', { shape: [2, 3], values: Float32Array.of(1, 3, 5, 2, 4, 6) }],
    ]),
  );
});

test('what is no checkpoint of that format, or is cut short, is refused', () => {
  expect(() => readTorchCheckpoint(Buffer.concat([version, magic]), 'a.pth')).toThrow(
    'a.pth is no PyTorch checkpoint of the known format.',
  );
  expect(() => readTorchCheckpoint(checkpoint.subarray(0, -30), 'a.pth')).toThrow('a.pth is damaged');
  const fewer = Buffer.concat([...head.slice(0, 4), pickle(op(']('), text('a'), op('e')), storage(floats(-1, 0.5), 2)]);
  expect(() => readTorchCheckpoint(fewer, 'a.pth')).toThrow('a.pth is damaged: it lacks some of its values.');
});

test.each([
  {
    what: 'the call of any other function',
    bytes: pickle(global('os', 'system'), tuple(text('id')), op('R')),
    reason: 'the unexpected name "os system"',
  },
  { what: 'a name of every object', bytes: pickle(global('', 'constructor')), reason: 'the unexpected name " constructor"' },
  { what: 'an instruction not needed', bytes: pickle(op('i')), reason: 'the unknown instruction 0x69 at byte 2' },
  { what: 'a reference where there is nothing to refer to', bytes: pickle(text('a'), op('Q')), reason: 'a reference to something outside' },
  { what: 'a text that is cut short', bytes: text('long').subarray(0, -1), reason: 'cut short' },
  { what: 'a pickle without an end', bytes: Buffer.from([0x80, 2]), reason: 'cut short' },
])('a pickle with $what is refused', ({ bytes, reason }) => {
  expect(() => readPickle(bytes, 0)).toThrow(reason);
});

test('whole numbers of any length are read', () => {
  // -2 and 2^40 in two's complement, little-endian.
  expect(readPickle(pickle(Buffer.from('8a01fe', 'hex'), Buffer.from('8a06000000000001', 'hex'), Buffer.from([0x86])), 0).value).toEqual([
    -2n,
    2n ** 40n,
  ]);
});
