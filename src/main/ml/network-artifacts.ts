import type { LayersModel, ModelArtifacts } from './tensorflow';
import { tf } from './tensorflow';

/** A network's layers and weights as they are kept in model.json and weights.bin, in TensorFlow.js' own layout. */
export interface NetworkFiles {
  readonly modelJson: {
    readonly format: string;
    readonly generatedBy: string;
    readonly modelTopology: Record<string, unknown>;
    readonly weightsManifest: { paths: string[]; weights: { name: string; shape: number[]; dtype: 'float32' }[] }[];
  };
  /** The weights one after another in the manifest's order, little-endian float32. */
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

export function toFiles({ modelTopology, weightSpecs, weightData }: ModelArtifacts): NetworkFiles {
  const weights = (weightSpecs ?? []).map(({ name, shape }) => ({ name, shape, dtype: 'float32' as const }));
  return {
    modelJson: {
      format: 'layers-model',
      generatedBy: `TensorFlow.js ${tf.version.tfjs}`,
      modelTopology: modelTopology as Record<string, unknown>,
      weightsManifest: [{ paths: ['weights.bin'], weights }],
    },
    weights: new Uint8Array(tf.io.concatenateArrayBuffers([weightData ?? []].flat())),
  };
}

export function fromFiles({
  modelJson,
  weights,
}: Pick<NetworkFiles, 'weights'> & {
  readonly modelJson: Pick<NetworkFiles['modelJson'], 'modelTopology' | 'weightsManifest'>;
}): ModelArtifacts {
  return {
    modelTopology: modelJson.modelTopology,
    weightSpecs: modelJson.weightsManifest.flatMap((group) => group.weights),
    weightData: Uint8Array.from(weights).buffer,
  };
}
