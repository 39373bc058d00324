import { fullLength, shortened, type StoredWeight } from '../encoding/stored-weights';
import type { LayersModel, ModelArtifacts } from './tensorflow';
import { tf } from './tensorflow';

/** A network's layers and weights as they are kept in model.json and weights.bin, in TensorFlow.js' own layout. */
export interface NetworkFiles {
  readonly modelJson: {
    readonly format: string;
    readonly generatedBy: string;
    readonly modelTopology: Record<string, unknown>;
    readonly weightsManifest: { paths: string[]; weights: StoredWeight[] }[];
  };
  /** The weights one after another in the manifest's order (encoding/stored-weights.ts). */
  readonly weights: Uint8Array;
}

/** The network's layers and present weights, copied. */
export function artifactsOf(network: LayersModel): Promise<ModelArtifacts> {
  return new Promise((resolve, reject) => {
    const keep = (kept: ModelArtifacts) => {
      resolve(kept);
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' as const } });
    };
    network.save(tf.io.withSaveHandler(keep)).catch(reject);
  });
}

/** @param kernels how large kernels are stored: 16-bit floats take half the room, and change a weight by up to one part in 2,048 */
export function toFiles(
  { modelTopology, weightSpecs, weightData }: ModelArtifacts,
  kernels: 'float32' | 'float16' = 'float32',
): NetworkFiles {
  const entries = (weightSpecs ?? []).map(({ name, shape }): StoredWeight => ({ name, shape, dtype: 'float32' }));
  const values = new Uint8Array(tf.io.concatenateArrayBuffers([weightData ?? []].flat()));
  const stored = kernels === 'float16' ? shortened(entries, values) : { entries, bytes: values };
  return {
    modelJson: {
      format: 'layers-model',
      generatedBy: `TensorFlow.js ${tf.version.tfjs}`,
      modelTopology: modelTopology as Record<string, unknown>,
      weightsManifest: [{ paths: ['weights.bin'], weights: stored.entries }],
    },
    weights: stored.bytes,
  };
}

/** The network's layers, and its weights as 32-bit floats however they are stored. */
export function fromFiles({
  modelJson,
  weights,
}: Pick<NetworkFiles, 'weights'> & {
  readonly modelJson: Pick<NetworkFiles['modelJson'], 'modelTopology' | 'weightsManifest'>;
}): ModelArtifacts {
  const entries = modelJson.weightsManifest.flatMap((group) => group.weights);
  return {
    modelTopology: modelJson.modelTopology,
    weightSpecs: entries.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
    weightData: fullLength(entries, weights).buffer as ArrayBuffer,
  };
}
