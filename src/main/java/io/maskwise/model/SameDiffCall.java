package io.maskwise.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * What a {@link SameDiffLayer} is called with.
 *
 * @param graph to make constants and operations in
 * @param inputs the inputs in double, token ids in int; zero under their masks
 * @param masks the inputs' masks, {@code [batch, time]} of ones and zeros in double
 * @param parameters by name
 * @param call whether to train
 */
public record SameDiffCall(
        SameDiff graph,
        List<SDVariable> inputs,
        List<Optional<SDVariable>> masks,
        Map<String, SDVariable> parameters,
        Call call) {
    public SameDiffCall {
        inputs = List.copyOf(inputs);
        masks = List.copyOf(masks);
        parameters = Map.copyOf(parameters);
    }

    /** The only input, or the first. */
    public SDVariable input() {
        return inputs.get(0);
    }

    /**
     * The first input's mask.
     *
     * @throws IllegalArgumentException if it has none
     */
    public SDVariable mask() {
        return masks.get(0)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot compute the layer: its input has no mask (needsMask() refuses that earlier)"));
    }

    /**
     * A parameter.
     *
     * @throws IllegalArgumentException if the layer has none of that name
     */
    public SDVariable parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown parameter: " + name + " (must be one of " + parameters.keySet() + ")"));
    }
}
