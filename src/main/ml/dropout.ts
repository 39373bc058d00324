import { randomUniform } from './stateless-random';
import type { GeneratorKey } from './step-key';
import type { Tensor } from './tensorflow';
import { tf } from './tensorflow';

type DropoutConfig = ConstructorParameters<typeof tf.layers.Layer>[0] & { rate?: number; noiseShape?: (number | null)[] | null };

/**
 * Dropout (Srivastava et al., JMLR 2014) whose choice follows from a key alone, so that a run that is resumed drops what an uninterrupted
 * one drops: tfjs' own layer of this name, whose place it takes with the same settings, draws from a hidden generator.
 */
export class Dropout extends tf.layers.Layer {
  static readonly className = 'Dropout';
  private readonly rate: number;
  /** The mask's shape; null where it is the input's, 1 where one choice serves the whole axis. */
  private readonly noiseShape: (number | null)[] | null;
  private key: GeneratorKey = [0, 0];

  constructor(config: DropoutConfig = {}) {
    super(config);
    this.rate = config.rate ?? 0;
    this.noiseShape = config.noiseShape ?? null;
    this.supportsMasking = true;
  }

  /** Decides what the next calls in training drop: two whole numbers of 32 bits. */
  setKey(key: GeneratorKey): void {
    this.key = key;
  }

  override call(inputs: Tensor | Tensor[], kwargs: { training?: boolean }): Tensor {
    const x = Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs;
    if (kwargs.training !== true || this.rate === 0) return x.clone();
    const shape = x.shape.map((side, axis) => this.noiseShape?.[axis] ?? side);
    return tf.tidy(() => {
      const kept = randomUniform(shape, this.key).greaterEqual(this.rate).cast('float32');
      return x.mul(kept.div(1 - this.rate));
    });
  }

  override getConfig() {
    return { ...super.getConfig(), rate: this.rate, noiseShape: this.noiseShape, seed: null };
  }
}

tf.serialization.registerClass(Dropout);
