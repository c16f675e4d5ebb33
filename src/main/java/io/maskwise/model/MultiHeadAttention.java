package io.maskwise.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Scaled dot-product attention of several heads on learned maps; Keras' {@code MultiHeadAttention} (Vaswani et al. 2017).
 *
 * <p>Inputs are one sequence that attends to itself; or query and value; or query, value and key, in Keras' order; each
 * {@code [batch, time, features]}; and after them, if asked for, an attention mask {@code [batch, query time, value
 * time]} that is zero where a query must not see a key. The output is {@code [batch, query time, query features]}, with
 * the query's mask. Parameters are Keras': {@code query/kernel} {@code [features, heads, key size]}, {@code query/bias}
 * {@code [heads, key size]}, {@code key/…} alike, {@code value/…} with the value size, {@code attention_output/kernel}
 * {@code [heads, value size, query features]} and {@code attention_output/bias}.
 *
 * <p>Masked keys get no weight at all: the softmax runs over real keys only. Masked queries, and queries that may see no
 * key, get zeros and give no gradient. Keras gives them the bare bias of the output or the mean over padding, depending on
 * the path that it takes, and has ignored an explicit query mask since 3.8.
 *
 * @param heads how many
 * @param keyDim the features of query and key in each head; scores are divided by its root
 * @param valueDim the features of the value in each head; 0 = as of the key
 * @param useBias whether the maps add constants
 * @param dropout the share of the weights that training drops, in [0, 1)
 * @param causal which keys a query may see by where they stand
 * @param attentionMask whether the last input is an attention mask
 * @param returnAttentionScores whether the weights, {@code [batch, heads, query time, value time]} before dropout, are a
 *     second output
 */
public record MultiHeadAttention(
        int heads,
        int keyDim,
        @Default("0") int valueDim,
        @Default("true") boolean useBias,
        @Default("0") double dropout,
        @Default("none") CausalMask causal,
        @Default("false") boolean attentionMask,
        @Default("false") boolean returnAttentionScores)
        implements AttentionLayer {
    public MultiHeadAttention {
        LayerOptions.checkPositive("number of heads", heads);
        LayerOptions.checkPositive("key dim", keyDim);
        valueDim = valueDim == 0 ? keyDim : valueDim;
        LayerOptions.checkPositive("value dim", valueDim);
        LayerOptions.checkDropout(dropout);
    }

    /** Keras' defaults: values as large as keys, biases, nothing dropped, all keys seen. */
    public MultiHeadAttention(int heads, int keyDim) {
        this(heads, keyDim, 0, true, 0, CausalMask.NONE, false, false);
    }

    @Override
    public Optional<Integer> headAxis() {
        return Optional.of(heads);
    }

    @Override
    public int outputFeatures(List<Shape> inputs) {
        return inputs.get(0).features();
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int[] features = rules().features(inputs);
        List<Integer> keys = List.of(heads, keyDim);
        List<Integer> values = List.of(heads, valueDim);
        List<Integer> query = List.of(features[0]);
        return Stream.of(
                        ProjectedAttention.parameters(ProjectedAttention.QUERY, query, keys, useBias),
                        ProjectedAttention.parameters(ProjectedAttention.KEY, List.of(features[1]), keys, useBias),
                        ProjectedAttention.parameters(ProjectedAttention.VALUE, List.of(features[2]), values, useBias),
                        ProjectedAttention.parameters(ProjectedAttention.OUTPUT, values, query, useBias))
                .flatMap(parameters -> parameters)
                .toList();
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        AttentionMaps maps = new ProjectedAttention(
                Map.of(
                        ProjectedAttention.QUERY, dense(heads * keyDim),
                        ProjectedAttention.KEY, dense(heads * keyDim),
                        ProjectedAttention.VALUE, dense(heads * valueDim),
                        ProjectedAttention.OUTPUT, dense(inputs.get(0).values().features())),
                parameters);
        ScoreFunction score = new DotScore(1 / Math.sqrt(keyDim));
        return new AttentionPass(
                this, inputs, maps, new AttentionCore.Method(score, heads, new DropoutFactors(dropout, call)));
    }

    private Dense dense(int units) {
        return new Dense(units, ActivationFunction.LINEAR, useBias);
    }
}
