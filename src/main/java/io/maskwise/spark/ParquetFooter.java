package io.maskwise.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Puts the footer of a Parquet file in order, so that the same rows give the same bytes in every JVM.
 *
 * <p>Parquet's writer lists a column's encodings in the order of a hash set of enum constants, which changes from JVM
 * to JVM. Here they are sorted by their ids.
 *
 * @param bytesBefore how many bytes stand before the footer
 * @param metadata the footer's content
 */
record ParquetFooter(long bytesBefore, FileMetaData metadata) {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** The footer's length, as an int, and the magic number. */
    private static final int TAIL = Integer.BYTES + MAGIC.length;

    private static final int BUFFER = 1 << 16;

    /**
     * Orders the footer of a complete file.
     *
     * @return the file if it was in order, else a copy beside it, and the file is gone
     */
    static Path inOrder(FileSystem files, Path file) throws IOException {
        ParquetFooter footer = read(files, file);
        if (!footer.sort()) {
            return file;
        }
        Path ordered = file.suffix("-ordered");
        try (InputStream in = files.open(file);
                OutputStream out = files.create(ordered)) {
            IOUtils.copyBytes(in, out, footer.bytesBefore(), false);
            footer.write(out);
        }
        files.delete(file, false);
        return ordered;
    }

    /** The end of a file with its footer in order. */
    static byte[] inOrder(byte[] end) throws IOException {
        int tail = end.length - TAIL;
        if (tail < 0 || !Arrays.equals(end, end.length - MAGIC.length, end.length, MAGIC, 0, MAGIC.length)) {
            return end; // that of a file that could not be completed
        }
        int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(tail);
        int start = tail - length;
        FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(end, start, length));
        ParquetFooter footer = new ParquetFooter(start, metadata);
        if (!footer.sort()) {
            return end;
        }
        ByteArrayOutputStream ordered = new ByteArrayOutputStream();
        ordered.write(end, 0, start);
        footer.write(ordered);
        return ordered.toByteArray();
    }

    static ParquetFooter read(FileSystem files, Path file) throws IOException {
        long length = files.getFileStatus(file).getLen();
        try (FSDataInputStream in = files.open(file, BUFFER)) {
            byte[] tail = new byte[TAIL];
            in.readFully(length - TAIL, tail);
            byte[] footer = new byte
                    [ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt()];
            long start = length - TAIL - footer.length;
            in.readFully(start, footer);
            return new ParquetFooter(start, Util.readFileMetaData(new ByteArrayInputStream(footer)));
        }
    }

    /** The encodings of every column of every row group. */
    List<List<Encoding>> encodings() {
        return columns().stream().map(ColumnMetaData::getEncodings).toList();
    }

    private List<ColumnMetaData> columns() {
        List<ColumnMetaData> columns = new ArrayList<>();
        for (RowGroup group : metadata.getRow_groups()) {
            for (ColumnChunk column : group.getColumns()) {
                columns.add(column.getMeta_data());
            }
        }
        return columns;
    }

    /** Sorts every list of encodings and returns whether that changed any. */
    private boolean sort() {
        boolean changed = false;
        for (ColumnMetaData column : columns()) {
            List<Encoding> sorted = new ArrayList<>(column.getEncodings());
            sorted.sort(Comparator.comparingInt(Encoding::getValue));
            changed |= !sorted.equals(column.getEncodings());
            column.setEncodings(sorted);
        }
        return changed;
    }

    private void write(OutputStream out) throws IOException {
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(metadata, footer);
        footer.writeTo(out);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.size())
                .array());
        out.write(MAGIC);
    }
}
