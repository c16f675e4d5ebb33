package io.maskwise.training;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files that say which run a folder holds, and whether it is finished. */
final class RunFiles {
    private static final String CONFIGURATION = "config.conf";
    private static final String PROVENANCE = "provenance.json";
    private static final String SUMMARY = "training.json";
    private static final String SUCCESS = "_SUCCESS";
    static final String LOCK = "lock";

    private final TrainingJob job;

    RunFiles(TrainingJob job) {
        this.job = job;
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
        List<String> differences = attempt(
                        "read", () -> Json.read(HadoopFiles.readText(path(PROVENANCE), job.hadoop()), Provenance.class))
                .differences(job.run().configuration());
        if (!differences.isEmpty()) {
            throw MaskwiseException.output(
                    "Cannot resume the run %s: its configuration differs: %s (choose another run id, restore these, or begin anew with --overwrite)",
                    job.run().id(), String.join("; ", differences));
        }
    }

    /**
     * Guards against removing what is no run, a folder named by mistake for instance.
     *
     * @throws MaskwiseException with exit 4 if the folder holds something that no run left
     */
    void requireRunOrNothing() {
        List<FileStatus> found = attempt("read", () -> HadoopFiles.list(job.folder(), job.hadoop()));
        if (!begun() && !found.stream().allMatch(RunFiles::isOfBeginning)) {
            throw MaskwiseException.output(
                    "Cannot replace %s: it is not a run (remove it yourself, or choose another run id)", job.folder());
        }
    }

    /** Whether a run that was killed while it began, before it said what it is, can have left the file. */
    private static boolean isOfBeginning(FileStatus file) {
        String name = file.getPath().getName();
        return name.equals(LOCK) || name.equals(CONFIGURATION) || name.matches("\\..+\\.tmp-[0-9a-f-]{36}");
    }

    /** Removes the run: what says that it is one goes last, so that a crash half-way can be repeated. */
    void deleteAllButLock() {
        attempt("remove", () -> {
            for (FileStatus file : HadoopFiles.list(job.folder(), job.hadoop())) {
                String name = file.getPath().getName();
                if (!name.equals(LOCK) && !name.equals(PROVENANCE)) {
                    files().delete(file.getPath(), true);
                }
            }
            return files().delete(path(PROVENANCE), false);
        });
    }

    /** Writes what the run is; the provenance last, because it says that the run has begun. */
    void begin(Instant now) {
        write(CONFIGURATION, job.run().configurationFile());
        write(PROVENANCE, Json.pretty(Provenance.of(job.run(), job.options(), now)));
    }

    /** What came of the run, if it is finished. */
    Optional<TrainingSummary> summary() {
        return attempt("read", () -> files().exists(path(SUCCESS)) ? Optional.of(readSummary()) : Optional.empty());
    }

    private TrainingSummary readSummary() throws IOException {
        return Json.read(HadoopFiles.readText(path(SUMMARY), job.hadoop()), TrainingSummary.class);
    }

    /** Marks the run as finished. */
    void finish(TrainingSummary summary) {
        write(SUMMARY, Json.pretty(summary));
        write(SUCCESS, "");
    }

    private void write(String name, String content) {
        attempt("write", () -> {
            Path staged = path("." + name + ".tmp-" + UUID.randomUUID());
            HadoopFiles.writeText(staged, content, job.hadoop());
            HadoopFiles.replace(staged, path(name), job.hadoop());
            return name;
        });
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
