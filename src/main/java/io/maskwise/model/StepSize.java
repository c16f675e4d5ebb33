package io.maskwise.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A {@link ScheduleOptions} as DL4J's updaters ask for it, and as model files keep it.
 *
 * <p>The step of the run is the sum of both numbers that DL4J hands through: an updater that forgot what it remembered
 * begins its own count anew, while the run's goes on.
 */
final class StepSize implements ISchedule {
    private static final long serialVersionUID = 1L;

    private final double learningRate;
    private final ScheduleOptions options;

    /** @param learningRate what the schedule's factors multiply */
    StepSize(double learningRate, ScheduleOptions options) {
        this.learningRate = learningRate;
        this.options = options;
    }

    @JsonCreator
    static StepSize read(
            @JsonProperty("learningRate") double learningRate,
            @JsonProperty("kind") ScheduleKind kind,
            @JsonProperty("warmUpSteps") long warmUpSteps,
            @JsonProperty("decaySteps") long decaySteps,
            @JsonProperty("finalFraction") double finalFraction) {
        return new StepSize(learningRate, new ScheduleOptions(kind, warmUpSteps, decaySteps, finalFraction));
    }

    @JsonProperty("learningRate")
    double learningRate() {
        return learningRate;
    }

    @JsonProperty("kind")
    ScheduleKind kind() {
        return options.kind();
    }

    @JsonProperty("warmUpSteps")
    long warmUpSteps() {
        return options.warmUpSteps();
    }

    @JsonProperty("decaySteps")
    long decaySteps() {
        return options.decaySteps();
    }

    @JsonProperty("finalFraction")
    double finalFraction() {
        return options.finalFraction();
    }

    @Override
    public double valueAt(int stepsOfUpdater, int stepsBefore) {
        return learningRate * options.factor((long) stepsOfUpdater + stepsBefore);
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public ISchedule clone() {
        return new StepSize(learningRate, options);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StepSize size && size.learningRate == learningRate && size.options.equals(options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(learningRate, options.warmUpSteps(), options.decaySteps());
    }
}
