package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * One forward pass through a layer, which can be gone back once.
 *
 * <p>A layer of one output implements the two methods that have no default. One with several overrides the other two.
 */
public interface LayerPass {
    /** The output and its mask; the first where there are several. */
    Activation output();

    /** All outputs. */
    default List<Activation> outputs() {
        return List.of(output());
    }

    /**
     * The gradients of the inputs, given that of the output.
     *
     * @param upstream the loss's derivative by the output, of the output's shape
     * @param gradients by parameter name, of the parameters' shapes; this pass adds its share to them
     * @return the loss's derivative by each input, in order, none for token ids; the caller may change them
     */
    List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients);

    /**
     * The gradients of the inputs, given those of all outputs.
     *
     * @param upstream the loss's derivative by each output; zeros for one that nobody reads
     */
    default List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients) {
        return backward(upstream.get(0), gradients);
    }
}
