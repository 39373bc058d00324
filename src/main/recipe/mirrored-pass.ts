import { Mirror } from '../ml/mirror';
import type { LayersModel, SymbolicTensor } from '../ml/tensorflow';
import { tf } from '../ml/tensorflow';

/**
 * A network that looks at the picture and, with the same weights, at its mirror image. Its logit and opacity map are the means of both
 * passes (the second map is mirrored back); `member_logits` (1, 2) are the two logits, whose distance says how sure the answer is.
 * @param network one input; outputs a logit (1, 1) and an opacity map (1, cells, cells, 1)
 */
export function withMirroredPass(network: LayersModel): LayersModel {
  const [input, logitOutput, mapOutput] = [network.inputs[0], network.outputs[0], network.outputs[1]];
  if (input === undefined || logitOutput === undefined || mapOutput === undefined) throw new Error(`${network.name} has no logit and map`);
  const mirrored = applied(new Mirror({ name: 'mirrored_picture' }), input);
  const again = applyAgain(network, new Map([[input.name, mirrored]]));
  const [secondLogit, secondMap] = [again(logitOutput), applied(new Mirror({ name: 'map_mirrored_back' }), again(mapOutput))];
  const logit = applied(tf.layers.average({ name: 'mean_logit' }), [logitOutput, secondLogit]);
  const map = applied(tf.layers.average({ name: 'mean_opacity_map' }), [mapOutput, secondMap]);
  const members = applied(tf.layers.concatenate({ name: 'member_logits' }), [logitOutput, secondLogit]);
  return tf.model({ inputs: input, outputs: [logit, map, members], name: `${network.name}_mirrored_too` });
}

/** Calls the network's own layers, with their weights, on another input. */
function applyAgain(network: LayersModel, made: Map<string, SymbolicTensor>): (output: SymbolicTensor) => SymbolicTensor {
  const callsOf = (output: SymbolicTensor): SymbolicTensor => {
    const known = made.get(output.name);
    if (known !== undefined) return known;
    const call = output.sourceLayer.inboundNodes[output.nodeIndex];
    if (call === undefined) throw new Error(`${network.name} has an output that no layer gives`);
    const inputs = call.inputTensors.map(callsOf);
    const result = applied(output.sourceLayer, inputs.length === 1 ? (inputs[0] as SymbolicTensor) : inputs);
    made.set(output.name, result);
    return result;
  };
  return callsOf;
}

function applied(
  layer: { apply(inputs: SymbolicTensor | SymbolicTensor[]): unknown },
  inputs: SymbolicTensor | SymbolicTensor[],
): SymbolicTensor {
  return layer.apply(inputs) as SymbolicTensor;
}
