package io.maskwise.spark;

import io.maskwise.training.HadoopFiles;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;

/** A corpus file open for reading: its text, decompressed by its extension, and the bytes as they are stored. */
final class OpenCorpusFile implements Closeable {
    private final CorpusFile file;
    private final HashingStream stored;
    private final InputStream text;

    private OpenCorpusFile(CorpusFile file, HashingStream stored, InputStream text) {
        this.file = file;
        this.stored = stored;
        this.text = text;
    }

    /** That a file cannot be read, and which. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        private final CorpusFile file;

        Unreadable(CorpusFile file, IOException cause) {
            super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
            this.file = file;
        }

        CorpusFile file() {
            return file;
        }
    }

    /**
     * Opens a file.
     *
     * @throws Unreadable if it cannot be opened; reading its text throws the same
     * @throws io.maskwise.MaskwiseException with exit 3 if it is of no text
     */
    static OpenCorpusFile open(CorpusFile file, Configuration hadoop) throws Unreadable {
        try {
            Path path = new Path(file.path());
            HashingStream stored =
                    new HashingStream(HadoopFiles.fileSystem(path, hadoop).open(path));
            boolean opened = false;
            try {
                InputStream content = decompressed(path, stored, hadoop);
                InputStream text = FileSignature.refuseOthersThanText(content, file);
                opened = true;
                return new OpenCorpusFile(file, stored, new Named(file, text));
            } finally {
                if (!opened) {
                    stored.close();
                }
            }
        } catch (IOException failure) {
            throw new Unreadable(file, failure);
        }
    }

    private static InputStream decompressed(Path path, InputStream stored, Configuration hadoop) throws IOException {
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
        if (codec == null) {
            return stored;
        }
        return codec.createInputStream(codec instanceof GzipCodec ? FileSignature.requireGzip(stored) : stored);
    }

    InputStream text() {
        return text;
    }

    /** What the file turned out to be, once its text was read. */
    InputFile identity() throws IOException {
        try {
            stored.drain();
        } catch (IOException failure) {
            throw new Unreadable(file, failure);
        }
        return new InputFile(file.split(), file.name(), stored.bytes(), stored.sha256());
    }

    @Override
    public void close() throws IOException {
        try (stored) {
            text.close();
        }
    }

    /** Says of which file it is that it cannot be read. */
    private static final class Named extends FilterInputStream {
        private final CorpusFile file;

        Named(CorpusFile file, InputStream in) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException failure) {
                throw new Unreadable(file, failure);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException failure) {
                throw new Unreadable(file, failure);
            }
        }
    }
}
