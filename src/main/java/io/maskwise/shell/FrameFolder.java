package io.maskwise.shell;

import io.maskwise.MaskwiseException;
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

    /** Writes the files of a split, and says what they lack. */
    FrameFiles.Written write(FrameFiles files, String split, Work work, String consequence) {
        FrameFiles.Written written = files.write(path);
        written.nulls()
                .forEach((column, nulls) -> work.warn(
                        "%,d of the %,d rows of %s are null in the column %s: %s (leave them out by .na.drop(Seq(\"%s\")), or"
                                        .formatted(nulls, written.rows(), split, column, consequence, column)
                                + " fill them)"));
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
