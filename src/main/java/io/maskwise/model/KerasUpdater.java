package io.maskwise.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Keras' rules that DL4J has not, or has with another formula: classical momentum and RMSprop.
 *
 * <p>Each remembers one number for each parameter.
 */
final class KerasUpdater implements IUpdater {
    private static final long serialVersionUID = 1L;

    private final UpdaterKind kind;
    private double learningRate;
    private final double decay;
    private final double epsilon;

    /**
     * @param decay momentum, or RMSprop's rho
     * @param epsilon RMSprop's constant
     */
    @JsonCreator
    KerasUpdater(
            @JsonProperty("kind") UpdaterKind kind,
            @JsonProperty("learningRate") double learningRate,
            @JsonProperty("decay") double decay,
            @JsonProperty("epsilon") double epsilon) {
        if (kind != UpdaterKind.MOMENTUM && kind != UpdaterKind.RMSPROP) {
            throw new IllegalArgumentException("Invalid updater: " + kind + " (must be MOMENTUM or RMSPROP)");
        }
        this.kind = kind;
        this.learningRate = learningRate;
        this.decay = decay;
        this.epsilon = epsilon;
    }

    @JsonProperty("kind")
    UpdaterKind kind() {
        return kind;
    }

    @JsonProperty("learningRate")
    double learningRate() {
        return learningRate;
    }

    @JsonProperty("decay")
    double decay() {
        return decay;
    }

    @JsonProperty("epsilon")
    double epsilon() {
        return epsilon;
    }

    /** The step for one gradient; the memory at this place is brought up to date. */
    double step(double gradient, double[] memory, int place) {
        if (kind == UpdaterKind.MOMENTUM) {
            memory[place] = decay * memory[place] - learningRate * gradient;
            return -memory[place];
        }
        memory[place] = decay * memory[place] + (1 - decay) * gradient * gradient;
        return learningRate * gradient / Math.sqrt(memory[place] + epsilon);
    }

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public GradientUpdater<KerasUpdater> instantiate(INDArray state, boolean initialize) {
        if (initialize) {
            state.assign(0);
        }
        return new KerasUpdaterState(this, state);
    }

    @Override
    public GradientUpdater<KerasUpdater> instantiate(Map<String, INDArray> state, boolean initialize) {
        INDArray memory = state.get(KerasUpdaterState.MEMORY);
        if (memory == null) {
            throw new IllegalArgumentException("Invalid updater state: " + state.keySet() + " (must be memory)");
        }
        return instantiate(memory, initialize);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRate;
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, @Nullable ISchedule schedule) {
        if (schedule != null) {
            throw new UnsupportedOperationException("Cannot set a schedule: this updater has none");
        }
        learningRate = rate;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public IUpdater clone() {
        return new KerasUpdater(kind, learningRate, decay, epsilon);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KerasUpdater updater
                && updater.kind == kind
                && updater.learningRate == learningRate
                && updater.decay == decay
                && updater.epsilon == epsilon;
    }

    @Override
    public int hashCode() {
        return 31 * kind.name().hashCode() + Double.hashCode(learningRate);
    }
}
