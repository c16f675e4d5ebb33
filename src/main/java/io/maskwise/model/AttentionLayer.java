package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all attention layers have in common: how they read their inputs, and what their outputs are. */
interface AttentionLayer extends Layer {
    /** Which keys a query may see by where they stand. */
    CausalMask causal();

    /** Whether the last input is a mask over queries and keys. */
    default boolean attentionMask() {
        return false;
    }

    /** Whether the weights are a second output. */
    boolean returnAttentionScores();

    /** The number of heads that the second output has an axis for; none where it has no such axis. */
    default Optional<Integer> headAxis() {
        return Optional.empty();
    }

    /** The features of its output. */
    int outputFeatures(List<Shape> inputs);

    default AttentionInputs.Rules rules() {
        return new AttentionInputs.Rules(getClass().getSimpleName(), causal(), attentionMask());
    }

    @Override
    default MaskFlow maskFlow() {
        return MaskFlow.USES;
    }

    @Override
    default boolean dependsOnPlaces() {
        return causal() == CausalMask.PLACES || attentionMask() || returnAttentionScores();
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        rules().check(inputs);
        return new Shape(List.of(inputs.get(0).axes().get(0), outputFeatures(inputs)));
    }

    @Override
    default List<Shape> outputShapes(List<Shape> inputs) {
        List<Shape> shapes = new ArrayList<>(List.of(outputShape(inputs)));
        if (returnAttentionScores()) {
            List<Integer> axes = new ArrayList<>();
            headAxis().ifPresent(axes::add);
            axes.add(inputs.get(0).axes().get(0));
            axes.add(inputs.get(Math.min(1, rules().sequences(inputs.size()) - 1))
                    .axes()
                    .get(0));
            shapes.add(new Shape(axes));
        }
        return shapes;
    }

    /** Scores of a head axis have no mask, which would have to cover that axis; their masked rows are zeros. */
    @Override
    default List<Boolean> outputsMasked(List<Boolean> inputs) {
        boolean masked = inputs.get(0);
        return returnAttentionScores() ? List.of(masked, masked && headAxis().isEmpty()) : List.of(masked);
    }

    @Override
    default Optional<Mask> computeMask(List<Activation> inputs) {
        return inputs.get(0).mask();
    }

    @Override
    default List<Optional<Mask>> computeMasks(List<Activation> inputs) {
        Optional<Mask> mask = computeMask(inputs);
        Optional<Mask> ofScores = headAxis().isEmpty() ? mask : Optional.empty();
        return returnAttentionScores() ? List.of(mask, ofScores) : List.of(mask);
    }
}
