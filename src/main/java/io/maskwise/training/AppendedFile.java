package io.maskwise.training;

import io.maskwise.MaskwiseException;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** A file that is written piece by piece, each of which a reader sees at once; a failure names the file. */
public final class AppendedFile implements Closeable {
    private final Path called;
    private final FSDataOutputStream out;

    private AppendedFile(Path called, FSDataOutputStream out) {
        this.called = called;
        this.out = out;
    }

    /** Creates a file, of which there must be none. */
    public static AppendedFile create(Path file, Configuration hadoop) throws IOException {
        return new AppendedFile(file, HadoopFiles.fileSystem(file, hadoop).create(file, false));
    }

    /** Creates a file that is going to be renamed, and is called by that name from the start. */
    static AppendedFile createStaged(Path staged, Path called, Configuration hadoop) throws IOException {
        return new AppendedFile(called, HadoopFiles.fileSystem(staged, hadoop).create(staged));
    }

    /**
     * Writes a piece.
     *
     * @throws MaskwiseException with exit 4 if it cannot be written
     */
    public void append(byte[] piece) {
        try {
            out.write(piece);
            out.hflush();
        } catch (IOException failure) {
            throw HadoopFiles.cannotWrite(called, failure);
        }
    }

    /** @throws MaskwiseException with exit 4 if what was written cannot be kept */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failure) {
            throw HadoopFiles.cannotWrite(called, failure);
        }
    }
}
