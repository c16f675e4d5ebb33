package io.maskwise.model;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One forward pass through a layer, which can be gone back once. */
public interface LayerPass {
    /** The output and its mask. */
    Activation output();

    /**
     * The gradients of the inputs, given that of the output.
     *
     * @param upstream the loss's derivative by the output, of the output's shape
     * @param gradients by parameter name, of the parameters' shapes; this pass adds its share to them
     * @return the loss's derivative by each input that is made of real numbers, none for token ids
     */
    List<INDArray> backward(INDArray upstream, Map<String, INDArray> gradients);
}
