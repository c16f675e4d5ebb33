package io.maskwise.model;

import java.util.Map;

/**
 * The weighted sum over features of {@code tanh(factor (query + key))} (Bahdanau et al. 2015).
 *
 * @param weights one for each feature, or one for all
 * @param weightsName the parameter that they are, if the layer learns them
 * @param factor a constant, or the value of the parameter {@code scale} where that is not the weights' name
 */
record TanhScore(Tensor weights, String weightsName, double factor) implements ScoreFunction {
    @Override
    public Tensor scores(Tensor queries, Tensor keys) {
        int features = queries.features();
        Tensor scores = Tensor.zeros(queries.rows(), keys.rows());
        for (int i = 0; i < scores.values().length; i++) {
            int query = i / keys.rows() * features;
            int key = i % keys.rows() * features;
            double sum = 0;
            for (int f = 0; f < features; f++) {
                sum += weight(f) * Math.tanh(factor * (queries.values()[query + f] + keys.values()[key + f]));
            }
            scores.values()[i] = sum;
        }
        return scores;
    }

    private double weight(int feature) {
        return weights.values()[feature % weights.values().length];
    }

    @Override
    public Gradients backward(Tensor upstream, Tensor queries, Tensor keys, Map<String, Tensor> gradients) {
        int features = queries.features();
        Gradients result = new Gradients(Tensor.zeros(queries.shape()), Tensor.zeros(keys.shape()));
        double[] ofWeights = new double[weights.values().length];
        double ofFactor = 0;
        for (int i = 0; i < upstream.values().length; i++) {
            int query = i / keys.rows() * features;
            int key = i % keys.rows() * features;
            for (int f = 0; f < features; f++) {
                double sum = queries.values()[query + f] + keys.values()[key + f];
                double tanh = Math.tanh(factor * sum);
                double inner = upstream.values()[i] * weight(f) * (1 - tanh * tanh);
                ofWeights[f % ofWeights.length] += upstream.values()[i] * tanh;
                ofFactor += inner * sum;
                result.queries().values()[query + f] += factor * inner;
                result.keys().values()[key + f] += factor * inner;
            }
        }
        add(gradients, weightsName, ofWeights);
        if (!weightsName.equals(DotScore.SCALE)) {
            add(gradients, DotScore.SCALE, ofFactor);
        }
        return result;
    }

    /** Adds to a parameter's gradient, if the layer has that parameter. */
    private static void add(Map<String, Tensor> gradients, String name, double... share) {
        Tensor gradient = gradients.get(name);
        if (gradient != null) {
            for (int i = 0; i < share.length; i++) {
                gradient.values()[i] += share[i];
            }
        }
    }
}
