package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A layer: what it is made of, and how it computes.
 *
 * <p>A layer is an immutable record of its options; its parameters are given to it at each call. It says what it does
 * with a mask ({@link #maskFlow()}), and what stands under the mask must influence neither its output at real steps
 * nor any gradient. {@link BuiltLayer} calls a layer alone; {@link SameDiffLayer} writes one without a backward pass.
 */
public interface Layer extends Serializable {
    /** What this layer does with the mask; a layer that does not say may get none. */
    default MaskFlow maskFlow() {
        return MaskFlow.UNDECLARED;
    }

    /** Whether the layer cannot do without a mask: a network in which none reaches it cannot be built. */
    default boolean needsMask() {
        return false;
    }

    /**
     * Whether its output depends on where in the padded batch a step stands, so that only what is under the mask, and
     * not padding itself, can be invisible to it: a split at the middle of the time axis, for one.
     */
    default boolean dependsOnPlaces() {
        return false;
    }

    /**
     * The shape of its output; of its first where it has several.
     *
     * @throws IllegalArgumentException if the layer does not take such inputs
     */
    Shape outputShape(List<Shape> inputs);

    /** The shapes of all its outputs. */
    default List<Shape> outputShapes(List<Shape> inputs) {
        return List.of(outputShape(inputs));
    }

    /** Its parameters, in the order in which they are stored; none by default. */
    default List<Parameter> parameters(List<Shape> inputs) {
        return List.of();
    }

    /**
     * The names of parameters that are given to it and get no gradient, such as a mean that moved along in training.
     */
    default Set<String> nonTrainable() {
        return Set.of();
    }

    /**
     * Whether each of its outputs has a mask, known before any values are.
     *
     * @param inputs whether each input has one
     */
    default List<Boolean> outputsMasked(List<Boolean> inputs) {
        boolean masked = switch (maskFlow()) {
            case MAKES -> true;
            case PASSES, CHANGES, USES -> inputs.get(0);
            case ENDS, UNDECLARED -> false;
        };
        return List.of(masked);
    }

    /** The mask of its output, of its first where it has several; absent where it has none. */
    default Optional<Mask> computeMask(List<Activation> inputs) {
        List<Boolean> masked =
                inputs.stream().map(input -> input.mask().isPresent()).toList();
        return outputsMasked(masked).get(0) ? inputs.get(0).mask() : Optional.empty();
    }

    /** The masks of all its outputs; a layer of several overrides this. */
    default List<Optional<Mask>> computeMasks(List<Activation> inputs) {
        return List.of(computeMask(inputs));
    }

    /**
     * Computes the output, and keeps what going backward needs.
     *
     * @param inputs their values and masks
     * @param parameters by name, of the shapes that {@link #parameters} gives
     * @param call whether to train
     */
    LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call);
}
