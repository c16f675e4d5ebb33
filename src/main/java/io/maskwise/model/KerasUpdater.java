package io.maskwise.model;

import java.util.Map;
import java.util.Objects;
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
    private @Nullable ISchedule schedule;
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
            @JsonProperty("learningRateSchedule") @Nullable ISchedule schedule,
            @JsonProperty("decay") double decay,
            @JsonProperty("epsilon") double epsilon) {
        if (kind != UpdaterKind.MOMENTUM && kind != UpdaterKind.RMSPROP) {
            throw new IllegalArgumentException("Invalid updater: " + kind + " (must be MOMENTUM or RMSPROP)");
        }
        this.kind = kind;
        this.learningRate = learningRate;
        this.schedule = schedule;
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

    /** Its name is that of DL4J's own updaters. */
    @JsonProperty("learningRateSchedule")
    @Nullable
    ISchedule schedule() {
        return schedule;
    }

    @JsonProperty("decay")
    double decay() {
        return decay;
    }

    @JsonProperty("epsilon")
    double epsilon() {
        return epsilon;
    }

    /** The step of a size for one gradient; the memory at this place is brought up to date. */
    double step(double gradient, double size, double[] memory, int place) {
        if (kind == UpdaterKind.MOMENTUM) {
            memory[place] = decay * memory[place] - size * gradient;
            return -memory[place];
        }
        memory[place] = decay * memory[place] + (1 - decay) * gradient * gradient;
        return size * gradient / Math.sqrt(memory[place] + epsilon);
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
        return schedule == null ? learningRate : schedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, @Nullable ISchedule changed) {
        learningRate = rate;
        schedule = changed;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public IUpdater clone() {
        return new KerasUpdater(kind, learningRate, schedule, decay, epsilon);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KerasUpdater updater
                && updater.kind == kind
                && updater.learningRate == learningRate
                && Objects.equals(updater.schedule, schedule)
                && updater.decay == decay
                && updater.epsilon == epsilon;
    }

    @Override
    public int hashCode() {
        return 31 * kind.name().hashCode() + Double.hashCode(learningRate);
    }
}
