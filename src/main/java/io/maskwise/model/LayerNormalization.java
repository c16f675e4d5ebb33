package io.maskwise.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Each step's vector brought to mean 0 and variance 1, then scaled and shifted; Keras' {@code LayerNormalization} (Ba et
 * al. 2016).
 *
 * <p>Input {@code [batch, time, features]} or {@code [batch, features]}, output of the same shape. Steps know nothing of
 * each other; the mask passes, and masked steps are {@code beta}, as if their vectors were zeros. Parameters are
 * {@code gamma} and {@code beta}, {@code [features]}.
 *
 * @param epsilon what is added to the variance, positive; Keras' default is 1e-3, PyTorch's 1e-5
 * @param center whether there is a {@code beta}
 * @param scale whether there is a {@code gamma}
 */
public record LayerNormalization(
        @Default("1e-3") double epsilon,
        @Default("true") boolean center,
        @Default("true") boolean scale) implements Layer {
    static final String GAMMA = "gamma";
    static final String BETA = "beta";

    public LayerNormalization {
        LayerOptions.checkEpsilon(epsilon);
    }

    /** Keras' defaults. */
    public LayerNormalization() {
        this(1e-3, true, true);
    }

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 1 || inputs.get(0).isTokens()) {
            throw new IllegalArgumentException(
                    "Invalid input of LayerNormalization: " + inputs + " (must be one, of vectors)");
        }
        return inputs.get(0);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int features = inputs.get(0).features();
        List<Parameter> parameters = new ArrayList<>();
        if (scale) {
            parameters.add(Parameter.vector(GAMMA, features, Initializer.ONES));
        }
        if (center) {
            parameters.add(Parameter.vector(BETA, features, Initializer.ZEROS));
        }
        return parameters;
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Tensor input = inputs.get(0).clearedValues();
        Tensor normal = Tensor.zeros(input.shape());
        double[] deviations = new double[input.rows()];
        for (int row = 0; row < deviations.length; row++) {
            deviations[row] = normalise(input, normal, row);
        }
        Tensor gamma = scale ? Parameters.of(parameters, GAMMA) : ones(input.features());
        Tensor output = product(normal, gamma);
        if (center) {
            addToRows(output, Parameters.of(parameters, BETA));
        }
        return new Pass(this, new Activation(output, inputs.get(0).mask()), normal, deviations, gamma);
    }

    /** Writes one vector brought to mean 0 and variance 1, and returns its standard deviation. */
    private double normalise(Tensor input, Tensor normal, int row) {
        int features = input.features();
        int start = row * features;
        double mean = 0;
        for (int i = start; i < start + features; i++) {
            mean += input.values()[i];
        }
        mean /= features;
        double variance = 0;
        for (int i = start; i < start + features; i++) {
            normal.values()[i] = input.values()[i] - mean;
            variance += normal.values()[i] * normal.values()[i];
        }
        double deviation = Math.sqrt(variance / features + epsilon);
        for (int i = start; i < start + features; i++) {
            normal.values()[i] /= deviation;
        }
        return deviation;
    }

    private static Tensor ones(int length) {
        Tensor ones = Tensor.zeros(length);
        Arrays.fill(ones.values(), 1);
        return ones;
    }

    /** Number by number; by the same vector each time, if the factors are one. */
    private static Tensor product(Tensor vectors, Tensor factors) {
        Tensor product = Tensor.zeros(vectors.shape());
        int length = factors.values().length;
        for (int start = 0; start < product.values().length; start += length) {
            for (int i = 0; i < length; i++) {
                product.values()[start + i] = vectors.values()[start + i] * factors.values()[i];
            }
        }
        return product;
    }

    /** Adds a vector to every one. */
    private static void addToRows(Tensor vectors, Tensor summand) {
        int features = summand.features();
        for (int start = 0; start < vectors.values().length; start += features) {
            for (int i = 0; i < features; i++) {
                vectors.values()[start + i] += summand.values()[i];
            }
        }
    }

    /** Adds every vector to one. */
    private static void addRows(Tensor vectors, Tensor sum) {
        int features = sum.features();
        for (int start = 0; start < vectors.values().length; start += features) {
            for (int i = 0; i < features; i++) {
                sum.values()[i] += vectors.values()[start + i];
            }
        }
    }

    private record Pass(
            LayerNormalization layer,
            Activation output,
            Tensor normal,
            @SuppressWarnings("ArrayRecordComponent") double[] deviations, // read once, by the way back
            Tensor gamma)
            implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            if (layer.scale) {
                addRows(product(upstream, normal), Parameters.of(gradients, GAMMA));
            }
            if (layer.center) {
                addRows(upstream, Parameters.of(gradients, BETA));
            }
            Tensor gradient = product(upstream, gamma);
            for (int row = 0; row < deviations.length; row++) {
                project(gradient, row);
            }
            return List.of(new Activation(gradient, output.mask()).clearedValues());
        }

        /** From the derivative by a normal vector to that by the vector itself, in place. */
        private void project(Tensor gradient, int row) {
            int features = normal.features();
            int start = row * features;
            double mean = 0;
            double overlap = 0;
            for (int i = start; i < start + features; i++) {
                mean += gradient.values()[i];
                overlap += gradient.values()[i] * normal.values()[i];
            }
            mean /= features;
            overlap /= features;
            for (int i = start; i < start + features; i++) {
                double centred = gradient.values()[i] - mean - normal.values()[i] * overlap;
                gradient.values()[i] = centred / deviations[row];
            }
        }
    }
}
