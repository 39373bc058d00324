import { toGraph } from './graph/network-graph';
import { openGraph } from './graph/open-graph';
import type { LayersModel } from './tensorflow';
import { tf } from './tensorflow';

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
  const open = graph === null ? null : openGraph(graph.bytes);
  return {
    run: (values) =>
      tf.tidy(() => {
        const picture = tf.tensor4d(values, [1, size, size, 1]);
        const outputs =
          graph === null || open === null ? [network.predict(picture)].flat() : open.run([graph.input], [picture], graph.outputs);
        return outputs.map((output) => output.dataSync<'float32'>());
      }),
    dispose: () => open?.close(),
  };
}
