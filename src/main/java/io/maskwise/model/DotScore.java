package io.maskwise.model;

import java.util.Map;

/**
 * The dot product times a factor.
 *
 * @param factor a constant, or the value of the parameter {@value #SCALE} where the layer has one
 */
record DotScore(double factor) implements ScoreFunction {
    static final String SCALE = "scale";

    @Override
    public Tensor scores(Tensor queries, Tensor keys) {
        Tensor scores = Tensor.zeros(queries.rows(), keys.rows());
        Gemm.addProductWithTransposed(
                queries.values(), keys.values(), scores.values(), queries.rows(), keys.rows(), queries.features());
        multiply(scores);
        return scores;
    }

    private void multiply(Tensor tensor) {
        double[] values = tensor.values();
        if (factor != 1) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }
    }

    @Override
    public Gradients backward(Tensor upstream, Tensor queries, Tensor keys, Map<String, Tensor> gradients) {
        int features = queries.features();
        Tensor ofQueries = Tensor.zeros(queries.rows(), features);
        Gemm.addProduct(upstream.values(), keys.values(), ofQueries.values(), queries.rows(), features, keys.rows());
        Tensor scale = gradients.get(SCALE);
        if (scale != null) {
            for (int i = 0; i < queries.values().length; i++) {
                scale.values()[0] += queries.values()[i] * ofQueries.values()[i];
            }
        }
        Tensor ofKeys = Tensor.zeros(keys.rows(), features);
        Gemm.addProductOfTransposed(
                upstream.values(), queries.values(), ofKeys.values(), keys.rows(), features, queries.rows());
        multiply(ofQueries);
        multiply(ofKeys);
        return new Gradients(ofQueries, ofKeys);
    }
}
