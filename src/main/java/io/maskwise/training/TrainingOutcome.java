package io.maskwise.training;

/**
 * What a call to train came to.
 *
 * @param completion how much there was to do
 * @param summary what came of the run
 */
public record TrainingOutcome(Completion completion, TrainingSummary summary) {
    /** How much of a run there was to do. */
    public enum Completion {
        /** All of it. */
        TRAINED,
        /** What came after a checkpoint. */
        RESUMED,
        /** Nothing: the run was finished before. */
        ALREADY_COMPLETE
    }
}
