import { SetupFailure } from './failure.mjs';

// Opcodes of Python's pickle protocol 2 (Lib/pickletools.py), as far as checkpoints of PyTorch use them.
const CODES = {
  PROTO: 0x80,
  STOP: 0x2e,
  MARK: 0x28,
  NONE: 0x4e,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  BININT: 0x4a,
  BININT1: 0x4b,
  BININT2: 0x4d,
  LONG1: 0x8a,
  BINUNICODE: 0x58,
  EMPTY_DICT: 0x7d,
  EMPTY_LIST: 0x5d,
  EMPTY_TUPLE: 0x29,
  TUPLE: 0x74,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
  TUPLE3: 0x87,
  APPENDS: 0x65,
  SETITEM: 0x73,
  SETITEMS: 0x75,
  BINPUT: 0x71,
  LONG_BINPUT: 0x72,
  BINGET: 0x68,
  LONG_BINGET: 0x6a,
  GLOBAL: 0x63,
  REDUCE: 0x52,
  BUILD: 0x62,
  BINPERSID: 0x51,
};

const names = new Map(Object.entries(CODES).map(([name, code]) => [code, name]));

/**
 * Reads one pickled value. A pickle is a program; of its instructions only those are understood that build plain values, and it can call
 * nothing but what `globals` offers. Dictionaries become Map, tuples and lists arrays, None null, integers number or, above 32 bits, bigint.
 * @param {Buffer} bytes
 * @param {number} start
 * @param {object} outside what the value may refer to
 * @param {Record<string, unknown>} [outside.globals] by "module name"; functions among them may be called
 * @param {(id: unknown) => unknown} [outside.persistent] the thing that a persistent id stands for
 * @returns {{ value: unknown, end: number }} `end` is the position after the pickle
 * @throws {SetupFailure} at anything else
 */
export function readPickle(bytes, start, { globals = {}, persistent } = {}) {
  const reader = { bytes, at: start, stack: [], marks: [], memo: new Map(), globals, persistent };
  for (;;) {
    const code = take(reader, 1)[0];
    const name = names.get(code);
    if (name === 'STOP') return { value: reader.stack.pop(), end: reader.at };
    const instruction = name && instructions[name];
    if (!instruction) refuse(`the unknown instruction 0x${code.toString(16)} at byte ${reader.at - 1}`);
    instruction(reader);
  }
}

function refuse(what) {
  throw new SetupFailure(`A pickle holds ${what}. Nothing of it was used.`);
}

function take(reader, count) {
  const end = reader.at + count;
  if (end > reader.bytes.length) refuse('less than it says: it is cut short');
  const part = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return part;
}

function takeLine(reader) {
  const end = reader.bytes.indexOf(0x0a, reader.at);
  if (end < 0) refuse('a name without an end');
  const line = take(reader, end - reader.at).toString('utf8');
  take(reader, 1);
  return line;
}

const push = (value) => (reader) => reader.stack.push(typeof value === 'function' ? value(reader) : value);
const last = (reader) => reader.stack.at(-1);
const popped = (reader, count) => reader.stack.splice(reader.stack.length - count);
const sinceMark = (reader) => reader.stack.splice(reader.marks.pop() ?? refuse('an end without a beginning'));

const instructions = {
  PROTO: (reader) => void (take(reader, 1)[0] === 2 || refuse('another protocol than 2')),
  MARK: (reader) => reader.marks.push(reader.stack.length),
  NONE: push(null),
  NEWTRUE: push(true),
  NEWFALSE: push(false),
  BININT: push((reader) => take(reader, 4).readInt32LE()),
  BININT1: push((reader) => take(reader, 1)[0]),
  BININT2: push((reader) => take(reader, 2).readUInt16LE()),
  LONG1: push((reader) => littleEndianInteger(take(reader, take(reader, 1)[0]))),
  BINUNICODE: push((reader) => take(reader, take(reader, 4).readUInt32LE()).toString('utf8')),
  EMPTY_DICT: push(() => new Map()),
  EMPTY_LIST: push(() => []),
  EMPTY_TUPLE: push(() => []),
  TUPLE: push(sinceMark),
  TUPLE1: push((reader) => popped(reader, 1)),
  TUPLE2: push((reader) => popped(reader, 2)),
  TUPLE3: push((reader) => popped(reader, 3)),
  APPENDS(reader) {
    const items = sinceMark(reader);
    last(reader).push(...items);
  },
  SETITEM: (reader) => setItems(reader, popped(reader, 2)),
  SETITEMS: (reader) => setItems(reader, sinceMark(reader)),
  BINPUT: (reader) => reader.memo.set(take(reader, 1)[0], last(reader)),
  LONG_BINPUT: (reader) => reader.memo.set(take(reader, 4).readUInt32LE(), last(reader)),
  BINGET: push((reader) => reader.memo.get(take(reader, 1)[0])),
  LONG_BINGET: push((reader) => reader.memo.get(take(reader, 4).readUInt32LE())),
  GLOBAL(reader) {
    const name = `${takeLine(reader)} ${takeLine(reader)}`;
    if (!Object.hasOwn(reader.globals, name)) refuse(`the unexpected name "${name}"`);
    reader.stack.push(reader.globals[name]);
  },
  REDUCE(reader) {
    const [called, parameters] = popped(reader, 2);
    if (typeof called !== 'function') refuse('a call of what is no function');
    reader.stack.push(called(...parameters));
  },
  // The attributes of an object, such as the versions that PyTorch notes on its dictionaries: no weight is among them.
  BUILD: (reader) => void reader.stack.pop(),
  BINPERSID(reader) {
    if (!reader.persistent) refuse('a reference to something outside');
    reader.stack.push(reader.persistent(reader.stack.pop()));
  },
};

function setItems(reader, items) {
  const target = last(reader);
  if (!(target instanceof Map)) refuse('items of what is no dictionary');
  for (let at = 0; at < items.length; at += 2) target.set(items[at], items[at + 1]);
}

/** Two's complement, as many bytes as needed. */
function littleEndianInteger(bytes) {
  const value = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return BigInt.asIntN(8 * bytes.length, value);
}
