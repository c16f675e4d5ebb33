package io.maskwise.model;

import java.util.Map;

/** How well each key fits each query. */
interface ScoreFunction {
    /** The derivatives by queries and by keys. */
    record Gradients(Tensor queries, Tensor keys) {}

    /** The scores {@code [m, n]} of queries {@code [m, features]} and keys {@code [n, features]}. */
    Tensor scores(Tensor queries, Tensor keys);

    /**
     * The way back.
     *
     * @param upstream the derivative by the scores
     * @param gradients the layer's, by parameter name; the share of what the scores learn is added
     */
    Gradients backward(Tensor upstream, Tensor queries, Tensor keys, Map<String, Tensor> gradients);
}
