package io.maskwise.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Each feature less its mean, divided by its deviation, scaled and shifted; Keras' {@code BatchNormalization} (Ioffe and
 * Szegedy 2015).
 *
 * <p>Input {@code [batch, time, features]} or {@code [batch, features]}, output of the same shape, zero at masked steps.
 * The mask passes through. Parameters {@code gamma}, {@code beta}, {@code moving_mean} and {@code moving_variance}, all
 * {@code [features]}.
 *
 * <p>In a network it normalises by the moving statistics that it is given, in training too, as Keras does where the
 * layer is not {@code trainable}; only {@code gamma} and {@code beta} are trained. By the statistics of its batch a row
 * would depend on the others, and the result on how rows are dealt to workers. A program that wants these, and keeps the
 * moving statistics itself, calls {@link #train}.
 *
 * @param momentum the share of the old moving statistics in the new ones
 * @param epsilon what is added to the variance
 */
public record BatchNormalization(
        @Default("0.99") double momentum, @Default("1e-3") double epsilon) implements Layer {
    private static final String GAMMA = "gamma";
    private static final String BETA = "beta";
    private static final String MOVING_MEAN = "moving_mean";
    private static final String MOVING_VARIANCE = "moving_variance";

    public BatchNormalization {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException(
                    "Invalid momentum of BatchNormalization: " + momentum + " (must be 0 to 1)");
        }
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("Invalid epsilon of BatchNormalization: " + epsilon + " (must be > 0)");
        }
    }

    /** With Keras' defaults. */
    public BatchNormalization() {
        this(0.99, 1e-3);
    }

    /**
     * A pass by the statistics of its batch, and what the moving statistics are after it.
     *
     * @param movingMean shape {@code [features]}
     * @param movingVariance shape {@code [features]}
     */
    public record Training(LayerPass pass, Tensor movingMean, Tensor movingVariance) {}

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Inputs.numbers(this, inputs);
        if (input.axes().size() > 2) {
            throw Inputs.refused(this, input, "(batch, time, features) or (batch, features)");
        }
        return input;
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int features = inputs.get(0).features();
        return List.of(
                Parameter.vector(GAMMA, features, Initializer.ONES),
                Parameter.vector(BETA, features, Initializer.ZEROS),
                Parameter.vector(MOVING_MEAN, features, Initializer.ZEROS),
                Parameter.vector(MOVING_VARIANCE, features, Initializer.ONES));
    }

    @Override
    public Set<String> nonTrainable() {
        return Set.of(MOVING_MEAN, MOVING_VARIANCE);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Moments moments = new Moments(
                Parameters.of(parameters, MOVING_MEAN).values(),
                Parameters.of(parameters, MOVING_VARIANCE).values());
        return normalized(Inputs.one(this, inputs), parameters, moments, NormalizedPass.Statistics.GIVEN);
    }

    /**
     * Normalises by mean and variance of the real steps of all rows; Keras' {@code training=True}.
     *
     * <p>Without a real step the moving statistics stay, and serve.
     */
    public Training train(Activation input, Map<String, Tensor> parameters) {
        Tensor mean = Steps.copy(Parameters.of(parameters, MOVING_MEAN));
        Tensor variance = Steps.copy(Parameters.of(parameters, MOVING_VARIANCE));
        int[] rows = rows(input);
        if (rows.length == 0) {
            return new Training(forward(List.of(input), parameters, Call.inference()), mean, variance);
        }
        Moments moments = Moments.of(input.values(), rows);
        for (int feature = 0; feature < mean.features(); feature++) {
            mean.values()[feature] = momentum * mean.values()[feature] + (1 - momentum) * moments.mean()[feature];
            variance.values()[feature] =
                    momentum * variance.values()[feature] + (1 - momentum) * moments.variance()[feature];
        }
        return new Training(normalized(input, parameters, moments, NormalizedPass.Statistics.OF_BATCH), mean, variance);
    }

    /** The vectors that are real, by their place among all. */
    private static int[] rows(Activation input) {
        return input.values().rank() == 3
                ? Steps.real(input)
                : IntStream.range(0, input.values().rows()).toArray();
    }

    private NormalizedPass normalized(
            Activation input, Map<String, Tensor> parameters, Moments moments, NormalizedPass.Statistics statistics) {
        int[] rows = rows(input);
        double[] inverse = moments.inverseDeviation(epsilon);
        double[] gamma = Parameters.of(parameters, GAMMA).values();
        double[] beta = Parameters.of(parameters, BETA).values();
        Tensor standard = Tensor.zeros(input.values().shape());
        Tensor values = Tensor.zeros(input.values().shape());
        int features = values.features();
        for (int row : rows) {
            for (int feature = 0; feature < features; feature++) {
                int place = row * features + feature;
                double centred = input.values().values()[place] - moments.mean()[feature];
                standard.values()[place] = centred * inverse[feature];
                values.values()[place] = gamma[feature] * standard.values()[place] + beta[feature];
            }
        }
        double[] slope = new double[features];
        Arrays.setAll(slope, feature -> gamma[feature] * inverse[feature]);
        return new NormalizedPass(new Activation(values, input.mask()), standard, rows, slope, statistics);
    }
}
