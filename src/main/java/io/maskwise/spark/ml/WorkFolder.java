package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a run is in: one that stays, or one of the driver that goes with it.
 *
 * @param path the folder
 * @param stays whether it stays
 * @param hadoop how to reach it
 */
record WorkFolder(String path, boolean stays, Configuration hadoop) implements AutoCloseable {
    /** The folder named, or where none is a new one. */
    static WorkFolder of(String named, Configuration hadoop) {
        if (!named.isEmpty()) {
            return new WorkFolder(named, true, hadoop);
        }
        try {
            return new WorkFolder(
                    Files.createTempDirectory("maskwise-ml").toUri().toString(), false, hadoop);
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure,
                    "Cannot make a temporary folder for a run: %s (set workDirectory)",
                    String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void close() {
        if (stays) {
            return;
        }
        try {
            Path folder = new Path(path);
            FileSystem files = folder.getFileSystem(hadoop);
            files.delete(folder, true);
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot remove the temporary folder %s: %s", path, String.valueOf(failure.getMessage()));
        }
    }
}
