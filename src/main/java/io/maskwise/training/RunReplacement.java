package io.maskwise.training;

import io.maskwise.MaskwiseException;
import java.io.IOException;
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
    private final Path previous;

    RunReplacement(TrainingJob job) {
        this.job = job;
        this.files = new RunFiles(job);
        this.next = job.in(sibling(job.folder(), "next"));
        this.nextFiles = new RunFiles(next);
        this.previous = sibling(job.folder(), "previous");
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
        return attempt(() -> !exists(next.folder()) && !exists(previous));
    }

    /** Whether a new run has begun. */
    boolean isUnderWay() {
        return nextFiles.begun();
    }

    /** Completes what a process that was killed left half done: an exchange, or the beginning of a new run. */
    void settle(RunLock lock) {
        lock.verify();
        attempt(() -> {
            if (files.begun()) {
                remove(previous);
            } else if (exists(previous) && !nextFiles.finished()) {
                // Somebody removed the new run by hand between the two renames.
                HadoopFiles.move(previous, job.folder(), job.hadoop());
            }
            return nextFiles.finished() ? exchange() : nextFiles.begun() || remove(next.folder());
        });
    }

    /** Puts the new run, which is finished, in the place of the old one. */
    void finish(RunLock lock) {
        lock.verify();
        attempt(this::exchange);
    }

    private boolean exchange() throws IOException {
        files.requireRunOrNothing();
        if (exists(job.folder())) {
            HadoopFiles.move(job.folder(), previous, job.hadoop());
        }
        HadoopFiles.move(next.folder(), job.folder(), job.hadoop());
        return remove(previous);
    }

    /** Removes what there is of the new run; the old one stays. */
    void abandon(RunLock lock) {
        lock.verify();
        attempt(() -> remove(next.folder()));
    }

    private boolean exists(Path path) throws IOException {
        return HadoopFiles.fileSystem(path, job.hadoop()).exists(path);
    }

    private boolean remove(Path path) throws IOException {
        boolean removed = HadoopFiles.fileSystem(path, job.hadoop()).delete(path, true);
        if (exists(path)) {
            throw new IOException("the file system refused to remove " + path);
        }
        return removed;
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
