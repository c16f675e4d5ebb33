package io.maskwise.training;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A run from wherever it stands to its end: begun, resumed from its newest checkpoint, or left alone where finished.
 *
 * <p>Killed at any moment and called again, it ends with the same parameters, bit for bit. Of all processes one works
 * on it, the one that the lock {@code .ID.lock} beside its folder names.
 */
public final class TrainingRun {
    private final TrainingJob job;
    private final TrainingListener listener;
    private final RunFiles files;
    private final RunReplacement replacement;

    public TrainingRun(TrainingJob job, TrainingListener listener) {
        this.job = job;
        this.listener = listener;
        this.files = new RunFiles(job);
        this.replacement = new RunReplacement(job);
    }

    /**
     * Trains; where an earlier call to {@link #replace} was killed, that goes on.
     *
     * @param source makes the workers, unless there is nothing to do; they are closed here
     * @throws MaskwiseException if the run is another process's (exit 4) or of another configuration (exit 4), the
     *     folder holds something that is no run (exit 4), the split has no rows (exit 3), or training diverges (exit 6)
     */
    public TrainingOutcome run(Supplier<? extends Workers> source) {
        files.requireRunOrNothing();
        Optional<TrainingOutcome> finished =
                replacement.isAbsent() ? new Training(job, listener).finished() : Optional.empty();
        return finished.orElseGet(() -> runLocked(source));
    }

    private TrainingOutcome runLocked(Supplier<? extends Workers> source) {
        try (RunLock lock = lock()) {
            replacement.settle(lock);
            return replacement.isUnderWay() ? resumeReplacement(source, lock) : train(job, source, lock);
        }
    }

    /**
     * Trains anew in place of what an earlier run of this id left, finished or not.
     *
     * <p>The earlier run stays as it is until the new one is finished, and for good if that diverges. If the process
     * is killed, or fails otherwise, {@link #run} goes on with the new one, and this method begins it once more.
     *
     * @param source makes the workers; they are closed here
     * @throws MaskwiseException as {@link #run} does
     */
    public TrainingOutcome replace(Supplier<? extends Workers> source) {
        files.requireRunOrNothing();
        try (RunLock lock = lock()) {
            replacement.settle(lock);
            replacement.abandon(lock);
            return files.begun() ? trainReplacement(source, lock) : train(job, source, lock);
        }
    }

    private RunLock lock() {
        return RunLock.acquire(job.folder(), job.hadoop());
    }

    private TrainingOutcome train(TrainingJob where, Supplier<? extends Workers> source, RunLock lock) {
        return new Training(where, listener).run(source, lock);
    }

    private TrainingOutcome resumeReplacement(Supplier<? extends Workers> source, RunLock lock) {
        replacement.checkIdentity();
        return trainReplacement(source, lock);
    }

    private TrainingOutcome trainReplacement(Supplier<? extends Workers> source, RunLock lock) {
        try {
            TrainingOutcome outcome = train(replacement.job(), source, lock);
            replacement.finish(lock);
            return outcome;
        } catch (MaskwiseException failure) {
            if (failure.exitCode() == ExitCode.DIVERGED) {
                giveUp(lock, failure);
            }
            throw failure;
        }
    }

    /** Going on would only diverge once more, and the earlier run could not be used until then. */
    private void giveUp(RunLock lock, MaskwiseException why) {
        try {
            replacement.abandon(lock);
            listener.warned("The run in " + job.folder().toUri().getPath()
                    + " is still the earlier one, as the one to replace it diverged");
        } catch (MaskwiseException further) {
            why.addSuppressed(further);
        }
    }
}
