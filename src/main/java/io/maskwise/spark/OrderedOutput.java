package io.maskwise.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A Parquet file that is written with its {@link ParquetFooter} in order, for which its end is held back in memory. */
final class OrderedOutput extends PositionOutputStream {
    private final PositionOutputStream file;
    private @Nullable ByteArrayOutputStream end;
    private long endBegins;

    OrderedOutput(PositionOutputStream file) {
        this.file = file;
    }

    /** All that is written from now on is held back until the file is closed. */
    void beginEnd() throws IOException {
        endBegins = file.getPos();
        end = new ByteArrayOutputStream();
    }

    @Override
    public long getPos() throws IOException {
        return end == null ? file.getPos() : endBegins + end.size();
    }

    @Override
    public void write(int oneByte) throws IOException {
        if (end == null) {
            file.write(oneByte);
        } else {
            end.write(oneByte);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (end == null) {
            file.write(bytes, from, count);
        } else {
            end.write(bytes, from, count);
        }
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (end != null) {
                byte[] last = ParquetFooter.inOrder(end.toByteArray());
                end = null;
                file.write(last);
            }
        }
    }
}
