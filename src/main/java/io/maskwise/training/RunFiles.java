package io.maskwise.training;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files that say which run a folder holds, and whether it is finished. */
final class RunFiles {
    private static final String CONFIGURATION = "config.conf";
    private static final String PROVENANCE = "provenance.json";
    /** What came of the run. */
    static final String SUMMARY = "training.json";

    private static final String SUCCESS = "_SUCCESS";

    private final TrainingJob job;

    RunFiles(TrainingJob job) {
        this.job = job;
    }

    Path folder() {
        return job.folder();
    }

    Path path(String name) {
        return new Path(job.folder(), name);
    }

    /** Whether the folder holds a run already, however far. */
    boolean begun() {
        return attempt("read", () -> files().exists(path(PROVENANCE)));
    }

    /**
     * Makes sure that the run in the folder is this one.
     *
     * @throws MaskwiseException with exit 4 naming every key of the configuration that differs
     */
    void checkIdentity() {
        List<String> differences = differences();
        if (!differences.isEmpty()) {
            throw MaskwiseException.occupied(
                    "Cannot resume the run %s: its configuration differs: %s (choose another run id, restore these, or begin anew with --overwrite)",
                    job.run().id(), String.join("; ", differences));
        }
    }

    /** One phrase for each key of the configuration under which the run in the folder differs from this one. */
    List<String> differences() {
        return provenance().differences(job.run().configuration());
    }

    /** One phrase for each thing that computed the run in the folder and is of another version now. */
    List<String> versionDifferences() {
        return provenance().versionDifferences(job.run().versions());
    }

    private Provenance provenance() {
        return attempt("read", () -> Json.read(HadoopFiles.readText(path(PROVENANCE), job.hadoop()), Provenance.class));
    }

    /**
     * Makes sure that the run can have a folder.
     *
     * @throws MaskwiseException with exit 4 if there is a file in its place
     */
    private void requireNoFile() {
        if (attempt(
                "look for",
                () -> files().exists(job.folder())
                        && !files().getFileStatus(job.folder()).isDirectory())) {
            throw MaskwiseException.occupied(
                    "Cannot keep the run %s in %s: it is a file (choose another run id, or remove it)",
                    job.run().id(), job.folder());
        }
    }

    /**
     * Guards against adding to, or removing, what is no run, a folder named by mistake for instance.
     *
     * @throws MaskwiseException with exit 4 if the folder holds something that no run leaves
     */
    void requireRunOrNothing() {
        requireNoFile();
        List<String> foreign = begun() ? List.of() : attempt("read", leavings()::foreign);
        if (!foreign.isEmpty()) {
            throw MaskwiseException.occupied(
                    "Cannot keep the run %s in %s: it is not a run, as it holds %s (choose another run id, or remove that yourself)",
                    job.run().id(), job.folder(), String.join(", ", foreign));
        }
    }

    private RunLeavings leavings() {
        return new RunLeavings(job.folder(), job.hadoop());
    }

    /**
     * Begins the run, or goes on with it: what a dead process left half written goes, and what the run is gets
     * written, unless it is there.
     *
     * <p>Whose work it is that stands in a folder without {@code provenance.json} nobody knows, so that goes first.
     *
     * @param warnings hears of work that went
     * @throws MaskwiseException with exit 4 as {@link #requireRunOrNothing} does
     */
    void begin(RunLock lock, Instant now, Consumer<String> warnings) {
        lock.verify();
        removeTemporaries();
        if (!begun()) {
            requireRunOrNothing();
            List<String> removed = attempt("clean up", leavings()::remove);
            if (!removed.isEmpty()) {
                warnings.accept("Removed from " + job.folder().toUri().getPath() + " what a run without " + PROVENANCE
                        + " left: " + String.join(", ", removed));
            }
            write(CONFIGURATION, job.run().configurationFile());
            // Last, because it says that the run has begun.
            write(PROVENANCE, Json.pretty(Provenance.of(job.run(), job.options(), now)));
        }
    }

    /** Makes the folder one that holds no run. */
    void disown() {
        attempt("remove", () -> HadoopFiles.remove(path(PROVENANCE), job.hadoop()));
    }

    private void removeTemporaries() {
        for (FileStatus file : attempt("read", () -> HadoopFiles.list(job.folder(), job.hadoop()))) {
            if (file.isFile() && HadoopFiles.isTemporary(file.getPath().getName())) {
                attempt("clean up", () -> files().delete(file.getPath(), false));
            }
        }
    }

    /** Whether the run has come to its end. */
    boolean finished() {
        return attempt("read", () -> files().exists(path(SUCCESS)));
    }

    /** What came of the run, if it is finished. */
    Optional<TrainingSummary> summary() {
        return finished() ? Optional.of(readSummary()) : Optional.empty();
    }

    private TrainingSummary readSummary() {
        return attempt(
                "read", () -> Json.read(HadoopFiles.readText(path(SUMMARY), job.hadoop()), TrainingSummary.class));
    }

    /** Marks the run as finished. */
    void finish(TrainingSummary summary) {
        write(SUMMARY, Json.pretty(summary));
        write(SUCCESS, "");
    }

    private void write(String name, String content) {
        attempt("write", () -> {
            HadoopFiles.publishText(path(name), content, job.hadoop());
            return name;
        });
    }

    /** The run's folder, by a name that is the same to every process. */
    Path qualified() {
        return attempt("find", () -> files().makeQualified(job.folder()));
    }

    private FileSystem files() throws IOException {
        return HadoopFiles.fileSystem(job.folder(), job.hadoop());
    }

    private <T> T attempt(String verb, FileWork<T> work) {
        try {
            return work.run();
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot %s the run in %s: %s", verb, job.folder(), HadoopFiles.reason(failure));
        }
    }

    private interface FileWork<T> {
        T run() throws IOException;
    }
}
