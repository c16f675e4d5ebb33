package io.maskwise.shell;

import io.maskwise.MaskwiseException;
import io.maskwise.report.Figures;
import io.maskwise.spark.FrameFiles;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A hidden folder beside an output, where DataFrames wait as files: all that can write the one can read the other. */
final class FrameFolder implements AutoCloseable {
    private final Path path;
    private final Configuration hadoop;

    private FrameFolder(Path path, Configuration hadoop) {
        this.path = path;
        this.hadoop = hadoop;
    }

    /** A folder beside an output, which is not made yet. */
    static FrameFolder beside(String output, Configuration hadoop) {
        Path target = new Path(output);
        String name = "." + target.getName() + ".frames-" + UUID.randomUUID();
        Path parent = target.getParent();
        return new FrameFolder(parent == null ? new Path(name) : new Path(parent, name), hadoop);
    }

    Path path() {
        return path;
    }

    /**
     * Writes the files of a DataFrame, and says what it lacks.
     *
     * @param called what it is called
     * @param consequence what becomes of rows that lack something
     */
    FrameFiles.Written write(FrameFiles files, Work work, String called, String consequence) {
        FrameFiles.Written written = files.write(path);
        written.nulls()
                .forEach((column, nulls) -> work.warn(
                        "The column %s of %s is null in %s of %s rows: %s (leave them out by .na.drop(Seq(\"%s\")))"
                                .formatted(
                                        column,
                                        called,
                                        Figures.count(nulls),
                                        Figures.count(written.rows()),
                                        consequence,
                                        column)));
        return written;
    }

    /** Leaves it until this JVM ends, for DataFrames that are read from it. */
    void keepUntilExit() {
        try {
            files().deleteOnExit(path);
        } catch (IOException failure) {
            throw MaskwiseException.output(failure, "Cannot keep %s: %s", path, HadoopFiles.reason(failure));
        }
    }

    /** Removes it. */
    @Override
    public void close() {
        try {
            files().delete(path, true);
        } catch (IOException failure) {
            throw MaskwiseException.output(failure, "Cannot remove %s: %s", path, HadoopFiles.reason(failure));
        }
    }

    private FileSystem files() throws IOException {
        return path.getFileSystem(hadoop);
    }
}
