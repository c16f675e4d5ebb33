package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.training.HadoopFiles;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;

/** A corpus file open for reading: its text, decompressed by its extension, and the bytes as they are stored. */
final class OpenCorpusFile implements Closeable {
    private static final byte[] BZIP2 = {'B', 'Z', 'h'};

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
                InputStream content = decompressed(file, stored, hadoop);
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

    /** A pattern may match files of nothing, not even what a compressed file begins with. */
    private static InputStream decompressed(CorpusFile file, InputStream stored, Configuration hadoop)
            throws IOException {
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(new Path(file.path()));
        if (codec == null || file.bytes() == 0) {
            return stored;
        }
        try {
            return codec.createInputStream(checked(codec, stored));
        } catch (RuntimeException | LinkageError missing) { // a codec says so that its native library is not there
            throw MaskwiseException.input(
                    missing,
                    "Cannot read %s of the split %s: its compression, by %s, cannot be used here: %s (compress it by gzip or"
                            + " bzip2, or load Hadoop's native libraries)",
                    file.displayPath(),
                    file.split(),
                    codec.getClass().getSimpleName(),
                    String.valueOf(missing.getMessage()));
        }
    }

    private static InputStream checked(CompressionCodec codec, InputStream stored) throws IOException {
        if (codec instanceof GzipCodec) {
            return FileSignature.requireGzip(stored);
        }
        return codec instanceof BZip2Codec ? bzip2(stored) : stored;
    }

    /** Hadoop takes what does not begin so for a file of nothing. */
    private static InputStream bzip2(InputStream stored) throws IOException {
        PushbackInputStream looked = new PushbackInputStream(stored, BZIP2.length);
        byte[] begin = looked.readNBytes(BZIP2.length);
        if (!Arrays.equals(begin, BZIP2)) {
            throw new IOException("not a bzip2 file");
        }
        looked.unread(begin);
        return looked;
    }

    InputStream text() {
        return text;
    }

    /** What the file turned out to be, once the records of its text were read. */
    InputFile identity(long records) throws IOException {
        try {
            stored.drain();
        } catch (IOException failure) {
            throw new Unreadable(file, failure);
        }
        return new InputFile(file.split(), file.name(), stored.bytes(), records, stored.sha256());
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
            } catch (RuntimeException failure) {
                throw damaged(failure);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException failure) {
                throw new Unreadable(file, failure);
            } catch (RuntimeException failure) {
                throw damaged(failure);
            }
        }

        /** Some decompressors run beyond their arrays where a file is damaged. */
        private Unreadable damaged(RuntimeException failure) {
            return new Unreadable(file, new IOException("its compressed bytes are damaged: " + failure, failure));
        }
    }
}
