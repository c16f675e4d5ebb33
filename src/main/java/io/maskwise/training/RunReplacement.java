package io.maskwise.training;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The new run that is to take the place of an old one of the same id.
 *
 * <p>It is made in the sibling {@code .ID.next}, a run like any other, while the old one stays where it is, untouched
 * and readable. Once it is finished, two renames exchange them, the old one to {@code .ID.previous} and the new one to
 * {@code ID}, and the old one is removed. Killed before the exchange, the new run can be resumed or begun anew, and
 * whoever would rather keep the old one removes {@code .ID.next}. Killed in it, {@link #settle} completes it: the old
 * run never goes before the new one is finished, and only between the two renames does a reader find neither.
 *
 * <p>It relies on file systems that rename a folder in one step, as HDFS and local disks do.
 */
final class RunReplacement {
    private final TrainingJob job;
    private final RunFiles files;
    private final TrainingJob next;
    private final RunFiles nextFiles;
    private final RunFiles previousFiles;

    RunReplacement(TrainingJob job) {
        this.job = job;
        this.files = new RunFiles(job);
        this.next = job.in(sibling(job.folder(), "next"));
        this.nextFiles = new RunFiles(next);
        this.previousFiles = new RunFiles(job.in(sibling(job.folder(), "previous")));
    }

    static Path sibling(Path run, String suffix) {
        return new Path(run.getParent(), "." + run.getName() + "." + suffix);
    }

    /** The job of the new run. */
    TrainingJob job() {
        return next;
    }

    /** Whether there is nothing of a new run, nor of an exchange. */
    boolean isAbsent() {
        return attempt(() -> !exists(nextFiles) && !exists(previousFiles));
    }

    /** Whether a new run has begun. */
    boolean isUnderWay() {
        return nextFiles.begun();
    }

    /**
     * Makes sure that the new run that is under way is this one.
     *
     * @throws MaskwiseException with exit 4 saying how the earlier run can be kept
     */
    void checkIdentity() {
        List<String> differences = nextFiles.differences();
        if (!differences.isEmpty()) {
            throw MaskwiseException.occupied(
                    "Cannot go on with the run %s: %s is an unfinished replacement of it, whose configuration differs: %s (restore these to go on with it, or remove that folder to keep the run that is there)",
                    job.run().id(), next.folder(), String.join("; ", differences));
        }
    }

    /** Completes what a process that was killed left half done: an exchange, or the beginning of a new run. */
    void settle(RunLock lock) {
        lock.verify();
        attempt(() -> {
            if (files.begun() || !previousFiles.begun()) {
                remove(previousFiles);
            } else if (!nextIsWhole()) {
                // Somebody removed the new run by hand between the two renames.
                clearWhereNoRunIs();
                move(previousFiles, files);
            }
            return nextIsWhole() ? exchange() : nextFiles.begun() || remove(nextFiles);
        });
    }

    private boolean nextIsWhole() {
        return nextFiles.begun() && nextFiles.finished();
    }

    /** Puts the new run, which is finished, in the place of the old one. */
    void finish(RunLock lock) {
        lock.verify();
        attempt(this::exchange);
    }

    private boolean exchange() throws IOException {
        clearWhereNoRunIs();
        if (files.begun()) {
            move(files, previousFiles);
        }
        move(nextFiles, files);
        return remove(previousFiles);
    }

    /** An empty folder that somebody made in the run's place would stop every rename. */
    private void clearWhereNoRunIs() throws IOException {
        files.requireRunOrNothing();
        if (!files.begun()) {
            remove(files);
        }
    }

    private void move(RunFiles from, RunFiles to) throws IOException {
        HadoopFiles.move(from.folder(), to.folder(), job.hadoop());
    }

    /** Removes what there is of the new run; the old one stays. */
    void abandon(RunLock lock) {
        lock.verify();
        attempt(() -> remove(nextFiles));
    }

    private boolean exists(RunFiles run) throws IOException {
        return HadoopFiles.fileSystem(run.folder(), job.hadoop()).exists(run.folder());
    }

    /** What says that there is a run goes first: remains of a removal that was killed are no run to go on with. */
    private boolean remove(RunFiles run) throws IOException {
        run.disown();
        return HadoopFiles.remove(run.folder(), job.hadoop());
    }

    private <T> T attempt(FileWork<T> work) {
        try {
            return work.run();
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot replace the run in %s: %s", job.folder(), HadoopFiles.reason(failure));
        }
    }

    private interface FileWork<T> {
        T run() throws IOException;
    }
}
