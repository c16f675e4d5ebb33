package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer: what it is made of, and how it computes.
 *
 * <p>A layer is an immutable record of its options; its parameters are given to it at each call. It says what it does
 * with a mask ({@link #maskFlow()}), and what stands under the mask must influence neither its output at real steps
 * nor any gradient.
 */
public interface Layer extends Serializable {
    /** What this layer does with the mask. */
    MaskFlow maskFlow();

    /**
     * The shape of its output.
     *
     * @throws IllegalArgumentException if the layer does not take such inputs
     */
    Shape outputShape(List<Shape> inputs);

    /** Its parameters, in the order in which they are stored. */
    List<Parameter> parameters(List<Shape> inputs);

    /** The mask of its output, absent where the output has no time steps or no mask came in. */
    default Optional<Mask> computeMask(List<Activation> inputs) {
        return inputs.get(0).mask();
    }

    /** Computes the output, and keeps what going backward needs. */
    LayerPass forward(List<Activation> inputs, Map<String, INDArray> parameters);
}
