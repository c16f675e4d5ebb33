package io.maskwise.spark;

import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * A file of a staged dataset that a task writes, however often the task is tried.
 *
 * <p>Each attempt writes a file of its own; the first that is complete takes the name, and later ones, whose bytes are
 * the same, are removed.
 */
final class TaskFile {
    /** Below the staged folder; removed before publishing. */
    static final String ATTEMPTS = "_attempts";

    private final FileSystem files;
    private final Path attempt;
    private final Path target;

    /**
     * @param staged the staged dataset's folder
     * @param relative the file's name in it
     */
    TaskFile(String staged, String relative, Configuration hadoop) throws IOException {
        target = new Path(staged, relative);
        files = HadoopFiles.fileSystem(target, hadoop);
        attempt = new Path(
                new Path(staged, ATTEMPTS), "attempt-" + TaskContext.get().taskAttemptId());
    }

    FileSystem files() {
        return files;
    }

    /** Where this attempt writes. */
    Path attempt() {
        return attempt;
    }

    /** Gives the complete file its name. */
    void commit() throws IOException {
        commit(attempt);
    }

    /** Gives the file's name to what this attempt has written elsewhere. */
    void commit(Path complete) throws IOException {
        files.mkdirs(target.getParent());
        if (files.exists(target) || !files.rename(complete, target)) {
            if (!files.exists(target)) {
                throw new IOException("Cannot write " + target + ": the file system refused to rename " + complete);
            }
            files.delete(complete, false);
        }
    }
}
