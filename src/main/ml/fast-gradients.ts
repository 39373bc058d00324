import { convolutionFilterGradient, depthwiseFilterGradient } from './filter-gradients';
import { useFusedReluGradient } from './fused-ops';
import { pointwiseConvolution, pointwiseInputGradient } from './pointwise-convolution';
import { maximumPoolGradient } from './pool-gradient';
import { nativeBackend, type Tensor, tf } from './tensorflow';

type Kernel = NonNullable<ReturnType<typeof tf.getKernel>>;
/** The same result as the kernel's, or null where this way does not serve. */
type Replacement = (inputs: Readonly<Record<string, Tensor>>, attributes: Readonly<Record<string, unknown>>) => Tensor | null;

/**
 * Makes training in this process use faster ways to the same gradients. On a processor TensorFlow's own ops for the gradients of convolution kernels
 * and of maximum pooling take longer than matrix products and passes over the tensors that come to the same; on a GPU they are left. May be called
 * more than once.
 */
export function useFastGradients(): void {
  useFusedReluGradient();
  if (nativeBackend().isUsingGpuDevice || replaced) return;
  replaced = true;
  replace('Conv2D', pointwiseConvolution);
  replace('Conv2DBackpropInput', pointwiseInputGradient);
  replace('Conv2DBackpropFilter', convolutionFilterGradient);
  replace('DepthwiseConv2dNativeBackpropFilter', depthwiseFilterGradient);
  replace('MaxPoolGrad', maximumPoolGradient);
}

let replaced = false;

function replace(kernelName: string, replacement: Replacement): void {
  const kernel = tf.getKernel(kernelName, 'tensorflow') as Kernel | undefined;
  if (kernel === undefined) throw new Error(`tfjs has no kernel ${kernelName}`);
  tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel({
    ...kernel,
    kernelFunc: (call) => replacement(call.inputs as unknown as Record<string, Tensor>, call.attrs ?? {}) ?? kernel.kernelFunc(call),
  });
}
