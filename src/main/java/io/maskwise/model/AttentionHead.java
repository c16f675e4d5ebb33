package io.maskwise.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The attention of one head in one row: weights that are the softmax of scores, and their means of the values.
 *
 * <p>Only real queries and keys come here, so that no score of a masked key exists; a query that may see none of the
 * keys gets no weights and zeros.
 */
final class AttentionHead {
    private final QueryKeyValue vectors;
    private final ScoreFunction score;
    private final Tensor weights;
    private final Optional<double[]> kept;

    /**
     * @param allowed for each query and key, whether it may be seen; always where absent
     * @param kept what dropout multiplies each weight with, if it drops
     */
    AttentionHead(QueryKeyValue vectors, ScoreFunction score, Optional<boolean[]> allowed, Optional<double[]> kept) {
        this.vectors = vectors;
        this.score = score;
        this.weights = score.scores(vectors.query(), vectors.key());
        this.kept = kept;
        allowed.ifPresent(this::forbid);
        for (int query = 0; query < weights.rows(); query++) {
            normalise(query * weights.features());
        }
    }

    private void forbid(boolean[] allowed) {
        for (int i = 0; i < allowed.length; i++) {
            if (!allowed[i]) {
                weights.values()[i] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    private void normalise(int start) {
        double[] values = weights.values();
        int end = start + weights.features();
        for (int i = start; i < end; i++) {
            if (values[i] != Double.NEGATIVE_INFINITY) {
                SoftmaxRows.normalise(values, start, weights.features());
                return;
            }
        }
        Arrays.fill(values, start, end, 0);
    }

    /** The weights {@code [queries, keys]}, before dropout. */
    Tensor weights() {
        return weights;
    }

    /** The means of the values, {@code [queries, features]}. */
    Tensor means() {
        Tensor means = Tensor.zeros(weights.rows(), vectors.value().features());
        Gemm.addProduct(
                dropped().values(),
                vectors.value().values(),
                means.values(),
                weights.rows(),
                means.features(),
                weights.features());
        return means;
    }

    private Tensor dropped() {
        return kept.map(factors -> product(weights, factors)).orElse(weights);
    }

    private static Tensor product(Tensor tensor, double[] factors) {
        Tensor product = Tensor.of(tensor.values().clone(), tensor.shape());
        for (int i = 0; i < factors.length; i++) {
            product.values()[i] *= factors[i];
        }
        return product;
    }

    /**
     * The way back.
     *
     * @param ofMeans the derivative by the means
     * @param ofWeights the derivative by the weights themselves, if they are an output
     * @param gradients the layer's, by parameter name; added to
     */
    QueryKeyValue backward(Tensor ofMeans, Optional<Tensor> ofWeights, Map<String, Tensor> gradients) {
        int queries = weights.rows();
        int keys = weights.features();
        int features = ofMeans.features();
        Tensor ofValues = Tensor.zeros(keys, features);
        Gemm.addProductOfTransposed(dropped().values(), ofMeans.values(), ofValues.values(), keys, features, queries);
        Tensor products = Tensor.zeros(queries, keys);
        Gemm.addProductWithTransposed(
                ofMeans.values(), vectors.value().values(), products.values(), queries, keys, features);
        Tensor upstream = kept.map(factors -> product(products, factors)).orElse(products);
        ofWeights.ifPresent(more -> {
            for (int i = 0; i < more.values().length; i++) {
                upstream.values()[i] += more.values()[i];
            }
        });
        Tensor ofScores = Tensor.zeros(queries, keys);
        for (int query = 0; query < queries; query++) {
            SoftmaxRows.gradient(weights.values(), upstream.values(), ofScores.values(), query * keys, keys);
        }
        ScoreFunction.Gradients inner = score.backward(ofScores, vectors.query(), vectors.key(), gradients);
        return new QueryKeyValue(inner.queries(), inner.keys(), ofValues);
    }
}
