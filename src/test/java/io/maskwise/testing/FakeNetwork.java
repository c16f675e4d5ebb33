package io.maskwise.testing;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.BatchGradient;
import io.maskwise.model.BatchScores;
import io.maskwise.model.Helpers;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterKind;
import io.maskwise.sequence.PaddedBatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A tagger that looks at one token at a time, embedding then softmax, in plain loops: real losses and gradients. */
public final class FakeNetwork implements SequenceNetwork {
    private long expected;
    private final List<Helpers> helpers = new ArrayList<>();
    private final FakeNetworkFactory factory;
    private double[] parameters;
    private double[] updaterState;
    private long steps;
    private long remembersFrom;

    FakeNetwork(FakeNetworkFactory factory) {
        this.factory = factory;
        SplittableRandom random = new SplittableRandom(1);
        int count = (factory.vocabulary() + factory.classes()) * factory.units() + factory.classes();
        this.parameters = random.doubles(count, -0.5, 0.5).toArray();
        this.updaterState = new double
                [switch (factory.updater().kind()) {
                    case SGD -> 0;
                    case MOMENTUM, NESTEROV, RMSPROP -> count;
                    case ADAM, ADAMW -> 2 * count;
                }];
        round();
    }

    /** Reads what {@link #write} wrote. */
    public static SequenceNetwork read(InputStream in, String source) throws IOException {
        try (ObjectInputStream objects = new ObjectInputStream(in)) {
            FakeNetwork network = new FakeNetwork((FakeNetworkFactory) objects.readObject());
            network.restore((NetworkState) objects.readObject());
            return network;
        } catch (ClassNotFoundException e) {
            throw new IOException("Cannot read " + source, e);
        }
    }

    @Override
    public ModelSpec spec() {
        return factory.spec();
    }

    @Override
    public Precision precision() {
        return factory.precision();
    }

    @Override
    public int parameterCount() {
        return parameters.length;
    }

    @Override
    public LossSum fit(PaddedBatch batch) {
        double[] gradient = new double[parameters.length];
        LossSum loss = pass(batch, gradient).loss();
        if (loss.weight() > 0) {
            step(gradient);
        }
        return loss;
    }

    @Override
    public BatchGradient gradient(PaddedBatch batch) {
        double[] gradient = new double[parameters.length];
        LossSum loss = pass(batch, gradient).loss();
        return new BatchGradient(ParameterVector.rounded(factory.precision(), gradient), loss);
    }

    @Override
    public void apply(ParameterVector gradient) {
        step(gradient.toDoubles());
    }

    @Override
    public BatchScores forward(PaddedBatch batch) {
        return pass(batch, new double[parameters.length]);
    }

    private BatchScores pass(PaddedBatch batch, double[] gradient) {
        double[][][] scores = new double[batch.batch()][batch.time()][factory.classes()];
        double[][] losses = new double[batch.batch()][batch.time()];
        double sum = 0;
        for (int row = 0; row < batch.batch(); row++) {
            for (int step = 0; step < batch.time(); step++) {
                if (batch.labelMask().isReal(row, step)) {
                    int token = batch.tokens()[row][step];
                    int label = batch.labels()[row][step];
                    scores[row][step] = logProbabilities(token);
                    double weight = batch.labelWeight(row, step);
                    losses[row][step] = -weight * scores[row][step][label];
                    sum += losses[row][step];
                    double[] errors = Arrays.stream(scores[row][step])
                            .map(score -> weight * Math.exp(score))
                            .toArray();
                    errors[label] -= weight;
                    addGradient(token, errors, gradient);
                }
            }
        }
        LossSum loss = new LossSum(sum, batch.labelCount());
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= Math.max(1, loss.weight());
        }
        return new BatchScores(scores, losses, loss);
    }

    private double[] logProbabilities(int token) {
        double[] logits = new double[factory.classes()];
        for (int label = 0; label < logits.length; label++) {
            logits[label] = parameters[bias(label)];
            for (int unit = 0; unit < factory.units(); unit++) {
                logits[label] += parameters[embedding(token, unit)] * parameters[kernel(unit, label)];
            }
        }
        double maximum = Arrays.stream(logits).max().orElse(0);
        double total =
                Arrays.stream(logits).map(logit -> Math.exp(logit - maximum)).sum();
        return Arrays.stream(logits)
                .map(logit -> logit - maximum - Math.log(total))
                .toArray();
    }

    private void addGradient(int token, double[] errors, double[] gradient) {
        for (int label = 0; label < errors.length; label++) {
            gradient[bias(label)] += errors[label];
            for (int unit = 0; unit < factory.units(); unit++) {
                gradient[kernel(unit, label)] += errors[label] * parameters[embedding(token, unit)];
                gradient[embedding(token, unit)] += errors[label] * parameters[kernel(unit, label)];
            }
        }
    }

    private int embedding(int token, int unit) {
        return token * factory.units() + unit;
    }

    private int kernel(int unit, int label) {
        return factory.vocabulary() * factory.units() + unit * factory.classes() + label;
    }

    private int bias(int label) {
        return (factory.vocabulary() + factory.classes()) * factory.units() + label;
    }

    private void step(double[] gradient) {
        steps++;
        for (int i = 0; i < gradient.length; i++) {
            parameters[i] -= change(i, gradient[i]);
        }
        round();
    }

    private double change(int i, double gradient) {
        double rate =
                factory.updater().learningRate() * factory.updater().schedule().factor(steps - 1);
        return switch (factory.updater().kind()) {
            case SGD -> rate * gradient;
            case NESTEROV -> {
                double momentum = factory.updater().momentum();
                updaterState[i] = momentum * updaterState[i] + rate * gradient;
                yield momentum * updaterState[i] + rate * gradient;
            }
            case MOMENTUM -> {
                updaterState[i] = factory.updater().momentum() * updaterState[i] + rate * gradient;
                yield updaterState[i];
            }
            case RMSPROP -> {
                double rho = factory.updater().rho();
                updaterState[i] = rho * updaterState[i] + (1 - rho) * gradient * gradient;
                yield rate
                        * gradient
                        / Math.sqrt(updaterState[i] + factory.updater().epsilon());
            }
            case ADAM, ADAMW -> {
                double decay = factory.updater().kind() == UpdaterKind.ADAMW
                        ? rate * factory.updater().weightDecay() * parameters[i]
                        : 0;
                double beta1 = factory.updater().beta1();
                double beta2 = factory.updater().beta2();
                int second = i + parameters.length;
                updaterState[i] = beta1 * updaterState[i] + (1 - beta1) * gradient;
                updaterState[second] = beta2 * updaterState[second] + (1 - beta2) * gradient * gradient;
                double remembered = (double) (steps - remembersFrom);
                double mean = updaterState[i] / (1 - Math.pow(beta1, remembered));
                double square = updaterState[second] / (1 - Math.pow(beta2, remembered));
                yield decay
                        + rate * mean / (Math.sqrt(square) + factory.updater().epsilon());
            }
        };
    }

    private void round() {
        parameters =
                ParameterVector.rounded(factory.precision(), parameters.clone()).toDoubles();
        updaterState = ParameterVector.rounded(factory.precision(), updaterState.clone())
                .toDoubles();
    }

    @Override
    public ParameterVector parameters() {
        return ParameterVector.rounded(factory.precision(), parameters.clone());
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public NetworkState state() {
        return new NetworkState(
                parameters(),
                ParameterVector.rounded(factory.precision(), updaterState.clone()),
                steps,
                steps - remembersFrom);
    }

    @Override
    public void restore(NetworkState state) {
        parameters = state.parameters().toDoubles();
        boolean forgets = state.updaterState().length() == 0;
        updaterState =
                forgets ? new double[updaterState.length] : state.updaterState().toDoubles();
        steps = state.steps();
        remembersFrom = steps - (forgets ? 0 : state.rememberedSteps());
    }

    /** Nothing is random in this network. */
    @Override
    public void seed(long seed) {}

    @Override
    public void expect(long tokens) {
        expected = tokens;
    }

    /** What it was told to expect last. */
    public long expected() {
        return expected;
    }

    @Override
    public void helpedBy(Helpers named) {
        helpers.add(named);
    }

    @Override
    public Helpers helpers() {
        return helpers.isEmpty() ? Helpers.NONE : helpers.get(helpers.size() - 1);
    }

    /** All who were named to help it, one after the other. */
    public List<Helpers> namedHelpers() {
        return List.copyOf(helpers);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ObjectOutputStream objects = new ObjectOutputStream(out);
        objects.writeObject(factory);
        objects.writeObject(state());
        objects.flush();
    }

    @Override
    public void close() {}
}
