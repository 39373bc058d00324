import { fusedBatchNorm } from './fused-ops';
import type { Tensor, Tensor1D, Tensor4D, Variable } from './tensorflow';
import { tf } from './tensorflow';

type LayerConfig = ConstructorParameters<typeof tf.layers.Layer>[0] & { momentum?: number; epsilon?: number };
type LayerWeight = ReturnType<InstanceType<typeof tf.layers.Layer>['addWeight']>;

/**
 * Batch normalisation over the channels of (batch, height, width, channels), as TensorFlow's fused ops. Takes the place of tfjs' own
 * layer of this name, with the same weights and settings, so that a model trained with one loads with the other.
 */
export class BatchNormalization extends tf.layers.Layer {
  static readonly className = 'BatchNormalization';
  readonly momentum: number;
  readonly epsilon: number;
  private gamma: LayerWeight | undefined;
  private beta: LayerWeight | undefined;
  private movingMean: LayerWeight | undefined;
  private movingVariance: LayerWeight | undefined;
  private frozen = false;

  constructor(config: LayerConfig = {}) {
    super(config);
    this.momentum = config.momentum ?? 0.99;
    this.epsilon = config.epsilon ?? 1e-3;
    this.supportsMasking = true;
  }

  /** While frozen, training normalises by the moving averages, as use does, and leaves them. */
  setFrozen(frozen: boolean): void {
    this.frozen = frozen;
  }

  override build(inputShape: (number | null)[]): void {
    const shape = [inputShape.at(-1) ?? null];
    this.gamma = this.addWeight('gamma', shape, 'float32', tf.initializers.ones());
    this.beta = this.addWeight('beta', shape, 'float32', tf.initializers.zeros());
    this.movingMean = this.addWeight('moving_mean', shape, 'float32', tf.initializers.zeros(), undefined, false);
    this.movingVariance = this.addWeight('moving_variance', shape, 'float32', tf.initializers.ones(), undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], kwargs: { training?: boolean }): Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor4D;
    const [gamma, beta] = [read(this.gamma), read(this.beta)];
    const moving = { mean: read(this.movingMean), variance: read(this.movingVariance) };
    if (kwargs.training !== true || this.frozen) return tf.batchNorm(x, moving.mean, moving.variance, beta, gamma, this.epsilon);
    return fusedBatchNorm(x, gamma, beta, moving, this, ({ mean, variance }) => {
      variable(this.movingMean).assign(mean);
      variable(this.movingVariance).assign(variance);
    });
  }

  override getConfig() {
    return { ...super.getConfig(), axis: -1, momentum: this.momentum, epsilon: this.epsilon, center: true, scale: true };
  }
}

function read(weight: LayerWeight | undefined): Tensor1D {
  if (weight === undefined) throw new Error('a batch normalisation layer was used before it was built');
  return weight.read() as Tensor1D;
}

function variable(weight: LayerWeight | undefined): Variable {
  return read(weight) as unknown as Variable;
}

tf.serialization.registerClass(BatchNormalization);
