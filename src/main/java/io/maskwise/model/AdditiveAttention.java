package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * Attention by a learned sum of hyperbolic tangents of query plus key; Keras' {@code AdditiveAttention} (Bahdanau et al.
 * 2015).
 *
 * <p>Inputs, output and masks are as {@link Attention}'s.
 *
 * @param useScale whether each feature of the sum has a learned weight, in {@code scale}
 * @param dropout the share of the weights that training drops, in [0, 1)
 * @param causal which keys a query may see by where they stand
 * @param returnAttentionScores whether the weights, {@code [batch, query time, value time]} before dropout, are a second
 *     output
 */
public record AdditiveAttention(
        @Default("true") boolean useScale,
        @Default("0") double dropout,
        @Default("none") CausalMask causal,
        @Default("false") boolean returnAttentionScores)
        implements AttentionLayer {
    public AdditiveAttention {
        LayerOptions.checkDropout(dropout);
    }

    /** With learned weights, Keras' default. */
    public AdditiveAttention() {
        this(true, 0, CausalMask.NONE, false);
    }

    @Override
    public int outputFeatures(List<Shape> inputs) {
        int[] features = rules().features(inputs);
        if (features[0] != features[1]) {
            throw rules().refused(inputs, "query and key of the same number of features");
        }
        return features[2];
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int features = rules().features(inputs)[0];
        return useScale ? List.of(Parameter.vector(DotScore.SCALE, features, Initializer.GLOROT_UNIFORM)) : List.of();
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        DropoutFactors dropped = new DropoutFactors(dropout, call);
        return new AttentionPass(
                this, inputs, AttentionMaps.NONE, new AttentionCore.Method(score(parameters), 1, dropped));
    }

    ScoreFunction score(Map<String, Tensor> parameters) {
        Tensor weights = useScale ? Parameters.of(parameters, DotScore.SCALE) : Tensor.of(new double[] {1}, 1);
        return new TanhScore(weights, DotScore.SCALE, 1);
    }
}
