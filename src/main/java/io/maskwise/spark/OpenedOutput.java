package io.maskwise.spark;

import java.io.Closeable;
import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file whose stream is known to who closes it, as Parquet's writer closes it only where all went well. */
record OpenedOutput(OutputFile file, OrderedOutput stream) implements OutputFile, Closeable {
    static OpenedOutput create(OutputFile file) throws IOException {
        return new OpenedOutput(file, new OrderedOutput(file.create(file.defaultBlockSize())));
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return stream;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return stream;
    }

    @Override
    public boolean supportsBlockSize() {
        return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return file.defaultBlockSize();
    }

    @Override
    public String getPath() {
        return file.getPath();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
