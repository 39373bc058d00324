import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphTag } from './graph/graph-nodes';
import { type NetworkGraph, toGraph } from './graph/network-graph';
import type { LayersModel, Tensor } from './tensorflow';
import { nativeBackend, tf } from './tensorflow';

/** A network made ready for one prediction after another. */
export interface CompiledNetwork {
  /** Runs it on one picture, size x size values row-major; gives its outputs, in its order, and holds no tensor beyond the call. */
  run(values: Float32Array): Float32Array[];
  /** Gives back what was made for running; the network itself stays its owner's. */
  dispose(): void;
}

/**
 * Prepares a network for pictures of size x size. tfjs sends TensorFlow one op after another, which takes as long again as a small
 * network's arithmetic. As a graph the network is one call, and TensorFlow joins each convolution with its bias and ReLU. A network
 * with a kind of layer that is not translated (graph/network-graph.ts) is run by tfjs.
 */
export function compileNetwork(network: LayersModel, size: number): CompiledNetwork {
  const graph = toGraph(network, size);
  const session = graph === null ? null : openSession(graph);
  return {
    run: (values) =>
      tf.tidy(() => {
        const picture = tf.tensor4d(values, [1, size, size, 1]);
        const outputs = session === null ? [network.predict(picture)].flat() : session.run(picture);
        return outputs.map((output) => output.dataSync<'float32'>());
      }),
    dispose: () => session?.close(),
  };
}

/** The addon reads graphs from a folder only; it is gone again once the graph is in memory. */
function openSession({ bytes, input, outputs }: NetworkGraph) {
  const backend = nativeBackend();
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-network-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), bytes);
    const id = backend.loadSavedModelMetaGraph(folder, graphTag);
    return {
      run: (picture: Tensor): Tensor[] => backend.runSavedModel(id, [picture], [{ name: input }], outputs),
      close: () => backend.deleteSavedModel(id),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
