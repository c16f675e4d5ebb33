package io.maskwise.training;

import io.maskwise.model.ParameterVector;
import java.util.List;
import java.util.function.Supplier;

/** Hears what goes on in a run; what it throws stops the run. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /** Several as one: each hears everything, in their order. */
    static TrainingListener together(List<TrainingListener> listeners) {
        return new JoinedListeners(listeners);
    }

    /** A process begins its work on the run; {@link #ended} follows, whatever happens. */
    default void begun(RunStart start) {}

    /** The run begins, or goes on, with these rounds ahead. */
    default void started(RoundPlan plan) {}

    /** The run goes on from a checkpoint. */
    default void resumed(RunProgress progress) {}

    /** The run was finished before, and nothing is done. */
    default void alreadyComplete(TrainingSummary summary) {}

    /** Something that the user should know. */
    default void warned(String message) {}

    /** A round is done; not yet safe from a crash. */
    default void roundDone(RoundReport report) {}

    /**
     * What a round left, which the next one begins with.
     *
     * @param steps how many updater steps were taken
     * @param parameters to be asked within the call, by its thread, and only by who wants to see them, as their memory is
     *     not used again then; whoever does may keep them, but not change them
     */
    default void stateAfter(RoundReport report, long steps, Supplier<ParameterVector> parameters) {}

    /** The model was measured on the validation split. */
    default void validated(ValidationReport report) {}

    /** An epoch is done. */
    default void epochDone(EpochReport report) {}

    /** All rounds so far are safe from a crash. */
    default void checkpointed(RunProgress progress) {}

    /** The work on the run is over: it is finished, or failed. */
    default void ended() {}
}
