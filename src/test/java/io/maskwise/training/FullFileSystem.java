package io.maskwise.training;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Progressable;

/** Local files on a disk that has room for folders only. */
public final class FullFileSystem extends SchemedFileSystem {
    static final String SCHEME = "full";

    static void addTo(Configuration hadoop) {
        hadoop.setClass("fs." + SCHEME + ".impl", FullFileSystem.class, FileSystem.class);
    }

    public FullFileSystem() {
        super(SCHEME);
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        throw new IOException("No space left on device");
    }
}
