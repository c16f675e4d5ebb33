package io.maskwise.model;

import java.util.Map;

/**
 * {@link LayerNormalization} of vectors side by side, in single precision; that layer is the plain twin.
 *
 * <p>Sums over the features of a vector are eight at a time, each of every eighth feature, so that a processor need not
 * wait for one addition before the next.
 */
final class FloatNorm {
    private final int count;
    private final int features;
    private final float[] gamma;
    private final float[] beta;
    private final FloatArrays arrays;
    /** The vectors, brought to mean 0 and variance 1. */
    private final float[] normal;

    private final float[] inverse;

    /**
     * @param vectors {@code [count, features]}
     * @param parameters {@code gamma} and {@code beta}
     */
    FloatNorm(float[] vectors, int count, Map<String, Tensor> parameters, double epsilon, FloatArrays arrays) {
        this.count = count;
        this.gamma = floats(Parameters.of(parameters, LayerNormalization.GAMMA));
        this.beta = floats(Parameters.of(parameters, LayerNormalization.BETA));
        this.features = gamma.length;
        this.arrays = arrays;
        this.normal = arrays.take(count * features);
        this.inverse = arrays.take(count);
        for (int row = 0; row < count; row++) {
            normalise(vectors, row, epsilon);
        }
    }

    private static float[] floats(Tensor tensor) {
        float[] floats = new float[tensor.values().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) tensor.values()[i];
        }
        return floats;
    }

    private void normalise(float[] vectors, int row, double epsilon) {
        int start = row * features;
        float mean = FloatSums.sum(vectors, start, features) / features;
        for (int i = start; i < start + features; i++) {
            normal[i] = vectors[i] - mean;
        }
        float variance = FloatSums.product(normal, normal, start, features) / features;
        float scale = (float) (1 / Math.sqrt(variance + epsilon));
        for (int i = start; i < start + features; i++) {
            normal[i] *= scale;
        }
        inverse[row] = scale;
    }

    /** Writes the vectors scaled by {@code gamma} and shifted by {@code beta}. */
    void write(float[] to) {
        for (int row = 0; row < count; row++) {
            write(to, row * features);
        }
    }

    private void write(float[] to, int start) {
        for (int i = 0; i < features; i++) {
            to[start + i] = normal[start + i] * gamma[i] + beta[i];
        }
    }

    /**
     * The way back, which may be gone once.
     *
     * @param upstream the derivative by what {@link #write} wrote; becomes that by the vectors
     */
    void backward(float[] upstream, Map<String, Tensor> gradients) {
        float[] ofGamma = new float[features];
        float[] ofBeta = new float[features];
        for (int row = 0; row < count; row++) {
            int start = row * features;
            collect(upstream, start, ofGamma, ofBeta);
            float mean = FloatSums.sum(upstream, start, features) / features;
            float overlap = FloatSums.product(upstream, normal, start, features) / features;
            project(upstream, start, mean, overlap, inverse[row]);
        }
        add(ofGamma, Parameters.of(gradients, LayerNormalization.GAMMA));
        add(ofBeta, Parameters.of(gradients, LayerNormalization.BETA));
        arrays.giveBack(normal);
        arrays.giveBack(inverse);
    }

    /** Adds to the gradients of both parameters, and goes back through the scale. */
    private void collect(float[] upstream, int start, float[] ofGamma, float[] ofBeta) {
        for (int i = 0; i < features; i++) {
            ofGamma[i] += upstream[start + i] * normal[start + i];
        }
        for (int i = 0; i < features; i++) {
            ofBeta[i] += upstream[start + i];
        }
        for (int i = 0; i < features; i++) {
            upstream[start + i] *= gamma[i];
        }
    }

    private void project(float[] gradient, int start, float mean, float overlap, float scale) {
        for (int i = start; i < start + features; i++) {
            gradient[i] = (gradient[i] - mean - normal[i] * overlap) * scale;
        }
    }

    private static void add(float[] more, Tensor sum) {
        for (int i = 0; i < more.length; i++) {
            sum.values()[i] += more[i];
        }
    }
}
