package io.maskwise.model;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A layer of your own, written forward only: ND4J's SameDiff differentiates it.
 *
 * <p>Implement it by a record of the layer's options, so that a model file can hold it. Say what it does with the mask
 * ({@link #maskFlow()}); a layer that does not may not be given one. Everything is in double precision, masks are
 * {@code [batch, time]} of ones and zeros, and what stands under a mask is zero before you see it. {@link LayerCheck}
 * tells whether your layer keeps the laws.
 *
 * <p>A graph is built for each call, which costs some milliseconds: right, not fast. Seen in SameDiff 1.0.0-M2.1: sums over
 * axis -1 are wrong (name the axis), and gather has no gradient for a single row.
 */
public interface SameDiffLayer extends Layer {
    /** The output, of the shape that {@link #outputShape} says, with the batch in front. */
    SDVariable define(SameDiffCall call);

    /** Whether its inputs are token ids, which come as whole numbers and have no gradient. */
    default boolean readsTokens() {
        return false;
    }

    /** All outputs; for a layer that has several. */
    default List<SDVariable> defineAll(SameDiffCall call) {
        return List.of(define(call));
    }

    @Override
    default LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        return SameDiffPass.run(this, inputs, parameters, call);
    }
}
