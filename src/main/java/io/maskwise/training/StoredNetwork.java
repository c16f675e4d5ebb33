package io.maskwise.training;

import io.maskwise.Sha256;
import io.maskwise.model.NetworkFactory;
import io.maskwise.model.SequenceNetwork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A network as the bytes of its model file, for whichever machine is to run it. */
public final class StoredNetwork implements NetworkFactory {
    private static final long serialVersionUID = 1L;

    private final byte[] file;
    private final String source;
    private final NetworkReader reader;
    private final String sha256;

    /**
     * Wraps a model file.
     *
     * @param file its bytes, which are not copied
     * @param source its name, for errors
     * @param reader what reads it
     */
    StoredNetwork(byte[] file, String source, NetworkReader reader) {
        this.file = file;
        this.source = source;
        this.reader = reader;
        this.sha256 = Sha256.of(file);
    }

    @Override
    public SequenceNetwork create() {
        try {
            return reader.read(new ByteArrayInputStream(file), source);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Cannot read " + source + " from memory", impossible);
        }
    }

    /** Writes the bytes of the model file. */
    void write(OutputStream out) throws IOException {
        out.write(file);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredNetwork network && network.sha256.equals(sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }
}
