import { bytesField, joined, numberField, variableLength } from '../../encoding/protobuf';

// The field numbers are those of TensorFlow's node_def.proto, attr_value.proto, tensor.proto, tensor_shape.proto, graph.proto,
// meta_graph.proto and saved_model.proto.

/** One call of a TensorFlow op in a graph, as a field of GraphDef. */
export type GraphNode = Uint8Array;

/** The value of one of an op's attributes, an AttrValue. */
export type AttributeValue = Uint8Array;

const floatType = 1;
const intType = 3;

export const floats: AttributeValue = numberField(6, floatType);
export const ints: AttributeValue = numberField(6, intType);
export const text = (value: string): AttributeValue => bytesField(2, value);
export const truth = (value: boolean): AttributeValue => numberField(5, Number(value));
export const count = (value: number): AttributeValue => numberField(3, value);
export const counts = (values: readonly number[]): AttributeValue => bytesField(1, bytesField(3, joined(...values.map(variableLength))));

/** A call of `op` on the first output of each of the nodes named in `inputs`. */
export function node(name: string, op: string, inputs: readonly string[], attributes: Readonly<Record<string, AttributeValue>>): GraphNode {
  const entries = Object.entries(attributes).map(([key, value]) => bytesField(5, joined(bytesField(1, key), bytesField(2, value))));
  return bytesField(1, joined(bytesField(1, name), bytesField(2, op), ...inputs.map((input) => bytesField(3, input)), ...entries));
}

/** What is fed at each run: floats of this shape. */
export function placeholder(name: string, shape: readonly number[]): GraphNode {
  return node(name, 'Placeholder', [], { dtype: floats, shape: bytesField(7, shapeOf(shape)) });
}

/** A tensor that stays the same: Float32Array or Int32Array, row-major. */
export function constant(name: string, values: Float32Array | Int32Array, shape: readonly number[]): GraphNode {
  const type = values instanceof Float32Array ? floatType : intType;
  const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const tensor = joined(numberField(1, type), bytesField(2, shapeOf(shape)), bytesField(4, content));
  return node(name, 'Const', [], { dtype: numberField(6, type), value: bytesField(8, tensor) });
}

function shapeOf(shape: readonly number[]): Uint8Array {
  return joined(...shape.map((side) => bytesField(2, numberField(1, side))));
}

/** The tag that a saved model is loaded by. */
export const graphTag = 'serve';

/** Version 27 of TensorFlow's graphs (versions.h) knows every op used here as TensorFlow 2 does. */
const graphVersion = 27;

/** The content of saved_model.pb: one graph under `graphTag`, without variables. */
export function savedModel(nodes: readonly GraphNode[]): Uint8Array {
  const graph = joined(...nodes, bytesField(4, numberField(1, graphVersion)));
  const metaGraph = joined(bytesField(1, bytesField(4, graphTag)), bytesField(2, graph));
  return joined(numberField(1, 1), bytesField(2, metaGraph));
}
