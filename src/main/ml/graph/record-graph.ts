import { bytesField, floatField, joined, numberField, variableLength } from '../../encoding/protobuf';
import { nativeBackend, type NativeBackend, type OpAttribute, type Tensor, tf } from '../tensorflow';
import { type AttributeValue, constant, type GraphNode, node, placeholder, savedModel, truth } from './graph-nodes';
import { openGraph } from './open-graph';

/** Work on tensors that was done once by tfjs, op after op, and is done again as one call of TensorFlow. */
export interface RecordedGraph {
  /** The outputs that the work gives for these inputs, which have the shapes of the first ones. */
  run(inputs: readonly Tensor[]): Tensor[];
  close(): void;
}

/**
 * Does the work once and keeps the ops that it took as a graph, which TensorFlow runs with the ops beside each other that do not wait for one another,
 * gives memory back as soon as it can, and needs no JavaScript between ops. Tensors that the work makes itself become constants: whatever changes from
 * call to call has to be an input.
 * @param inputs tensors of floats
 * @param work answers tensors that its ops made, or inputs
 */
export function recordGraph(inputs: readonly Tensor[], work: () => readonly Tensor[]): RecordedGraph {
  const recording = new Recording(inputs);
  const outputs = tf.tidy(() => recording.of(work).map((output) => recording.nameOf(output)));
  const graph = openGraph(savedModel(recording.nodes));
  const feeds = inputs.map((_, index) => inputName(index));
  // TensorFlow does not give back what it is fed: what the work hands through is copied here.
  const handedOn = outputs.map((output) => feeds.indexOf(output));
  const computed = outputs.filter((_, index) => handedOn[index] === -1);
  return {
    run(tensors) {
      const results = graph.run(feeds, tensors, computed);
      return handedOn.map((index) => (index === -1 ? (results.shift() as Tensor) : (tensors[index] as Tensor).clone()));
    },
    close: () => graph.close(),
  };
}

const inputName = (index: number) => `input_${index}`;

class Recording {
  readonly nodes: GraphNode[];
  /** Which node's output a tensor's data are: tfjs gives the same data to reshaped and copied tensors' owners. */
  private readonly names: Map<object, string>;

  constructor(inputs: readonly Tensor[]) {
    this.nodes = inputs.map(({ shape }, index) => placeholder(inputName(index), shape));
    this.names = new Map(inputs.map(({ dataId }, index) => [dataId, inputName(index)]));
  }

  /** Does the work with every op that goes to TensorFlow written down. */
  of<Result>(work: () => Result): Result {
    const backend = nativeBackend();
    const { executeSingleOutput, executeMultipleOutputs } = backend;
    backend.executeSingleOutput = (op, attributes, tensors) => {
      const output = executeSingleOutput.call(backend, op, attributes, tensors);
      this.write(op, attributes, tensors, [output]);
      return output;
    };
    backend.executeMultipleOutputs = (op, attributes, tensors, count) => {
      const outputs = executeMultipleOutputs.call(backend, op, attributes, tensors, count);
      this.write(op, attributes, tensors, outputs);
      return outputs;
    };
    try {
      return work();
    } finally {
      Object.assign(backend, { executeSingleOutput, executeMultipleOutputs });
    }
  }

  nameOf(tensor: Tensor): string {
    return this.names.get(tensor.dataId) ?? this.constantOf(tensor);
  }

  private write(op: string, attributes: readonly OpAttribute[], inputs: readonly Tensor[], outputs: readonly Tensor[]): void {
    const sources = inputs.map((input) => this.nameOf(input));
    const name = `op_${this.nodes.length}`;
    const values = attributes.map((attribute) => [attribute.name, valueOf(attribute, nativeBackend().binding)] as const);
    this.nodes.push(node(name, op, sources, Object.fromEntries(values)));
    outputs.forEach(({ dataId }, index) => this.names.set(dataId, index === 0 ? name : `${name}:${index}`));
  }

  private constantOf(tensor: Tensor): string {
    const name = `constant_${this.nodes.length}`;
    const values = tensor.dataSync();
    if (!(values instanceof Float32Array || values instanceof Int32Array))
      throw new Error(`a constant of ${tensor.dtype} cannot be recorded`);
    this.nodes.push(constant(name, values, tensor.shape));
    this.names.set(tensor.dataId, name);
    return name;
  }
}

/** An op's attribute as a graph holds it (attr_value.proto). */
function valueOf({ name, type, value }: OpAttribute, binding: NativeBackend['binding']): AttributeValue {
  if (typeof value === 'string' && type === binding.TF_ATTR_STRING) return bytesField(2, value);
  if (typeof value === 'boolean' && type === binding.TF_ATTR_BOOL) return truth(value);
  if (typeof value === 'number') {
    if (type === binding.TF_ATTR_TYPE) return numberField(6, value);
    if (type === binding.TF_ATTR_FLOAT) return floatField(4, value);
    if (type === binding.TF_ATTR_INT && value >= 0) return numberField(3, value);
  }
  if (Array.isArray(value) && type === binding.TF_ATTR_INT) return bytesField(1, bytesField(3, joined(...value.map(variableLength))));
  throw new Error(`the attribute ${name} cannot be recorded`);
}
