import type { Tensor } from './tensorflow';
import { tf } from './tensorflow';

type RectifierConfig = ConstructorParameters<typeof tf.layers.Layer>[0] & { maxValue?: number | null };

/**
 * ReLU, and ReLU6 where `maxValue` is 6, as one op each way. Takes the place of tfjs' own layer of this name with the same settings: that
 * one cuts at a maximum by further ops over the whole tensor.
 */
export class Rectifier extends tf.layers.Layer {
  static readonly className = 'ReLU';
  private readonly maxValue: number | null;

  constructor(config: RectifierConfig = {}) {
    super(config);
    this.maxValue = config.maxValue ?? null;
    if (this.maxValue !== null && this.maxValue !== 6) throw new Error(`a ReLU is cut at 6 or not at all, not at ${this.maxValue}`);
    this.supportsMasking = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const x = Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs;
    return this.maxValue === null ? tf.relu(x) : tf.relu6(x);
  }

  override getConfig() {
    return { ...super.getConfig(), maxValue: this.maxValue };
  }
}

tf.serialization.registerClass(Rectifier);
