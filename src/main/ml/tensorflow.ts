import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import util from 'node:util';
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import type { DeviceReport } from '../../shared/model';

export type {
  LayersModel,
  NamedTensorMap,
  Scalar,
  SymbolicTensor,
  Tensor,
  Tensor1D,
  Tensor2D,
  Tensor4D,
  Variable,
} from '@tensorflow/tfjs-node-gpu';
export type Layer = TensorFlow.layers.Layer;
/** A network's layers and weights in memory, as TensorFlow.js saves and loads them. */
export type ModelArtifacts = Parameters<Parameters<typeof TensorFlow.io.withSaveHandler>[0]>[0];

/** The kinds of attribute a TensorFlow op takes, as the addon numbers them. */
interface NativeBinding {
  readonly TF_Version: string;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_UINT8: number;
}

export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | string | boolean | readonly number[];
}

/** What the addon's backend offers beyond tfjs' public interface: any single TensorFlow op by its name, and whole graphs. */
export interface NativeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: NativeBinding;
  executeSingleOutput(op: string, attributes: readonly OpAttribute[], inputs: readonly TensorFlow.Tensor[]): TensorFlow.Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly TensorFlow.Tensor[],
    outputs: number,
  ): TensorFlow.Tensor[];
  /** Loads saved_model.pb from a folder and gives the number it is run and deleted by. */
  loadSavedModelMetaGraph(folder: string, tag: string): number;
  runSavedModel(
    id: number,
    inputs: readonly TensorFlow.Tensor[],
    inputNodes: readonly { readonly name: string }[],
    outputNodes: readonly string[],
  ): TensorFlow.Tensor[];
  deleteSavedModel(id: number): void;
}

// tfjs-node 4.22 still calls what Node 23 removed.
const legacyUtil = util as typeof util & { isNullOrUndefined?: (value: unknown) => boolean };
legacyUtil.isNullOrUndefined ??= (value) => value === null || value === undefined;

// With AVX-512 oneDNN's matrix products on several threads, of the sizes that small kernels' gradients have, were wrong in a part of the rows one
// time in four on an AMD EPYC (TensorFlow 2.19.1), and once in a while ended the process; with AVX2 in none of 35 computations, nor on one thread.
process.env['ONEDNN_MAX_CPU_ISA'] = 'AVX2';

/** TensorFlow's JavaScript interface on the native library; loaded here and nowhere else. */
export const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu') as typeof TensorFlow;

/** The addon's backend, for ops that tfjs does not offer itself. */
export function nativeBackend(): NativeBackend {
  return tf.backend() as unknown as NativeBackend;
}

/** Where networks run in this process, and on which versions. */
export function reportDevice(): DeviceReport {
  const backend = nativeBackend();
  return {
    kind: backend.isUsingGpuDevice ? 'gpu' : 'cpu',
    name: backend.isUsingGpuDevice ? 'NVIDIA GPU' : `CPU, ${availableParallelism()} threads`,
    tensorflowVersion: backend.binding.TF_Version,
    bindingVersion: tf.version['tfjs-node'],
  };
}
