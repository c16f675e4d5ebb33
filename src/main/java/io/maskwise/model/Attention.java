package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Dot-product attention: for each query, the mean of the values, weighted by the softmax of its scores with the keys;
 * Keras' {@code Attention} (Luong et al. 2015).
 *
 * <p>Inputs are one sequence that attends to itself; or query and value; or query, value and key, in Keras' order; each
 * {@code [batch, time, features]}. The output is {@code [batch, query time, value features]}, with the query's mask.
 * Scores are not divided by the root of the features, as Keras' are not; {@link SelfAttention} and
 * {@link MultiHeadAttention} do that.
 *
 * <p>Masked keys get no weight at all: the softmax runs over real keys only. Masked queries, and queries that may see no
 * key, get zeros and give no gradient, where Keras lets the latter see everything.
 *
 * @param useScale whether a learned number, {@code scale}, multiplies the scores
 * @param scoreMode how a key is scored; {@code CONCAT} learns {@code concat_score_weight}
 * @param dropout the share of the weights that training drops, in [0, 1)
 * @param causal which keys a query may see by where they stand
 * @param returnAttentionScores whether the weights, {@code [batch, query time, value time]} before dropout, are a second
 *     output
 */
public record Attention(
        @Default("false") boolean useScale,
        @Default("dot") ScoreMode scoreMode,
        @Default("0") double dropout,
        @Default("none") CausalMask causal,
        @Default("false") boolean returnAttentionScores)
        implements AttentionLayer {
    static final String CONCAT_SCORE_WEIGHT = "concat_score_weight";

    public Attention {
        LayerOptions.checkDropout(dropout);
    }

    /** Plain dot products, Keras' defaults. */
    public Attention() {
        this(false, ScoreMode.DOT, 0, CausalMask.NONE, false);
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
        List<Parameter> parameters = new ArrayList<>();
        if (useScale) {
            parameters.add(Parameter.vector(DotScore.SCALE, 1, Initializer.ONES));
        }
        if (scoreMode == ScoreMode.CONCAT) {
            parameters.add(Parameter.vector(CONCAT_SCORE_WEIGHT, 1, Initializer.ONES));
        }
        return parameters;
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        DropoutFactors dropped = new DropoutFactors(dropout, call);
        return new AttentionPass(
                this, inputs, AttentionMaps.NONE, new AttentionCore.Method(score(parameters), 1, dropped));
    }

    ScoreFunction score(Map<String, Tensor> parameters) {
        double factor = useScale ? Parameters.of(parameters, DotScore.SCALE).values()[0] : 1;
        return switch (scoreMode) {
            case DOT -> new DotScore(factor);
            case CONCAT -> new TanhScore(Parameters.of(parameters, CONCAT_SCORE_WEIGHT), CONCAT_SCORE_WEIGHT, factor);
        };
    }
}
