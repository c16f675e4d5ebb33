package io.maskwise.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Scaled dot-product attention of one head on learned maps of query, key and value, with no map of the output (Vaswani
 * et al. 2017, section 3.2.1).
 *
 * <p>Scores are divided by the root of the units. Inputs and masks are as {@link Attention}'s: usually one sequence that
 * attends to itself. The output is {@code [batch, query time, units]}. Parameters are {@code query/kernel}
 * {@code [features, units]}, {@code query/bias} {@code [units]}, and so on for {@code key} and {@code value}.
 *
 * @param units the features of each of the three
 * @param useBias whether the maps add constants
 * @param dropout the share of the weights that training drops, in [0, 1)
 * @param causal which keys a query may see by where they stand
 * @param returnAttentionScores whether the weights, {@code [batch, query time, value time]} before dropout, are a second
 *     output
 */
public record SelfAttention(
        int units,
        @Default("true") boolean useBias,
        @Default("0") double dropout,
        @Default("none") CausalMask causal,
        @Default("false") boolean returnAttentionScores)
        implements AttentionLayer {
    public SelfAttention {
        LayerOptions.checkPositive("number of units", units);
        LayerOptions.checkDropout(dropout);
    }

    /** One that sees all keys and drops nothing. */
    public SelfAttention(int units, boolean useBias) {
        this(units, useBias, 0, CausalMask.NONE, false);
    }

    @Override
    public int outputFeatures(List<Shape> inputs) {
        return units;
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int[] features = rules().features(inputs);
        List<Integer> to = List.of(units);
        return Stream.of(
                        ProjectedAttention.parameters(ProjectedAttention.QUERY, List.of(features[0]), to, useBias),
                        ProjectedAttention.parameters(ProjectedAttention.KEY, List.of(features[1]), to, useBias),
                        ProjectedAttention.parameters(ProjectedAttention.VALUE, List.of(features[2]), to, useBias))
                .flatMap(parameters -> parameters)
                .toList();
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Dense map = new Dense(units, ActivationFunction.LINEAR, useBias);
        AttentionMaps maps = new ProjectedAttention(
                Map.of(
                        ProjectedAttention.QUERY, map,
                        ProjectedAttention.KEY, map,
                        ProjectedAttention.VALUE, map),
                parameters);
        ScoreFunction score = new DotScore(1 / Math.sqrt(units));
        return new AttentionPass(
                this, inputs, maps, new AttentionCore.Method(score, 1, new DropoutFactors(dropout, call)));
    }
}
