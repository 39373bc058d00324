import { SetupFailure } from './failure.mjs';
import { readPickle } from './pickle.mjs';

// The format that torch.save wrote before version 1.6 (torch/serialization.py, _legacy_save): four pickles (magic number, version, the
// machine's number sizes, and the object, in which a tensor refers to its storage by a key), a pickle with the keys in the order of the
// storages, then the storages: the number of values (8 bytes), and the values.
const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const VERSION = 1001;

/** Bytes a value. */
const FLOAT_STORAGE = 4;
const LONG_STORAGE = 8;

/**
 * The float tensors of a checkpoint that holds a dictionary of tensors, without PyTorch or Python. Counters (whole numbers) are left out.
 * @param {Buffer} bytes the whole file
 * @param {string} label what the person knows the file by
 * @returns {Map<string, { shape: number[], values: Float32Array }>} row-major, in the checkpoint's order
 * @throws {SetupFailure} if it is anything else
 */
export function readTorchCheckpoint(bytes, label) {
  const magic = readPickle(bytes, 0);
  const version = readPickle(bytes, magic.end);
  if (magic.value !== MAGIC_NUMBER || version.value !== VERSION)
    throw new SetupFailure(`${label} is no PyTorch checkpoint of the known format.`);
  const machine = readPickle(bytes, version.end);
  if (machine.value.get('little_endian') !== true) throw new SetupFailure(`${label} was written on a big-endian machine.`);
  const storages = new Map();
  const object = readPickle(bytes, machine.end, { globals, persistent: (id) => storageOf(storages, id, label) });
  const keys = readPickle(bytes, object.end);
  fillStorages(bytes, keys, storages, label);
  const floats = [...object.value].filter(([, tensor]) => tensor.storage.width === FLOAT_STORAGE);
  return new Map(floats.map(([name, one]) => [name, { shape: one.shape, values: valuesOf(one, `${label}: ${name}`) }]));
}

const globals = {
  'collections OrderedDict': () => new Map(),
  'torch FloatStorage': FLOAT_STORAGE,
  'torch LongStorage': LONG_STORAGE,
  'torch._utils _rebuild_tensor_v2': (storage, offset, shape, strides) => ({ storage, offset, shape, strides }),
};

function storageOf(storages, id, label) {
  const [kind, width, key, , count, view] = id;
  if (kind !== 'storage' || view) throw new SetupFailure(`${label} refers to its values in an unknown way.`);
  if (!storages.has(key)) storages.set(key, { width, count, bytes: undefined });
  return storages.get(key);
}

function fillStorages(bytes, keys, storages, label) {
  let at = keys.end;
  for (const key of keys.value) {
    const storage = storages.get(key);
    const end = at + 8 + (storage?.count ?? 0) * (storage?.width ?? 0);
    if (!storage || end > bytes.length || Number(bytes.readBigInt64LE(at)) !== storage.count) {
      throw new SetupFailure(`${label} is damaged: its values are not where it says.`);
    }
    storage.bytes = bytes.subarray(at + 8, end);
    at = end;
  }
  if ([...storages.values()].some((storage) => !storage.bytes)) throw new SetupFailure(`${label} is damaged: it lacks some of its values.`);
}

/** Row-major, whatever the order they are stored in. */
function valuesOf({ storage, offset, shape, strides }, label) {
  const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
  const place = shape.map(() => 0);
  for (let at = 0; at < values.length; at++) {
    const position = place.reduce((sum, index, axis) => sum + index * strides[axis], offset);
    if (!(position < storage.count)) throw new SetupFailure(`${label} reaches past its values.`);
    values[at] = storage.bytes.readFloatLE(FLOAT_STORAGE * position);
    for (let axis = place.length - 1; axis >= 0 && ++place[axis] === shape[axis]; axis--) place[axis] = 0;
  }
  return values;
}
