package io.maskwise.spark;

import io.maskwise.sequence.Side;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file of padded rows of one length, open for writing.
 *
 * <p>Rows go into Parquet's columns as they are, without its record layer, which would cost several times as much: a page has
 * the bytes that it would have written for the same rows. Zstandard makes files a quarter smaller than Snappy does.
 */
final class DatasetFile implements Closeable {
    /** No two rows have one id: a dictionary of them would only be thrown away. */
    private static final ParquetProperties PROPERTIES =
            ParquetProperties.builder().withDictionaryEncoding("id", false).build();

    /** The steps of rows between two looks at how large a row group has become. */
    private static final int STEPS_BETWEEN_CHECKS = 1 << 9;

    private final DatasetSchema schema;
    private final MessageType columns;
    private final Side padding;
    private final Map<String, String> metadata;
    private final long rowGroupBytes;
    private final CodecFactory codecs;
    private final OpenedOutput output;
    private final ParquetFileWriter file;
    private final ListLevels levels;
    private DatasetRowGroup group;
    private int groups;
    private long unchecked;
    private boolean whole = true;

    /**
     * Creates the file.
     *
     * @param padding the side on which rows are padded
     * @param metadata the file's metadata
     * @param bound the length to which rows are padded
     * @param rowGroupBytes about how large a row group may be before it is compressed
     */
    DatasetFile(
            OutputFile output,
            DatasetSchema schema,
            Side padding,
            Map<String, String> metadata,
            int bound,
            long rowGroupBytes,
            Configuration hadoop)
            throws IOException {
        this.schema = schema;
        this.columns = schema.columns();
        this.padding = padding;
        this.metadata = metadata;
        this.rowGroupBytes = rowGroupBytes;
        levels = new ListLevels(PROPERTIES, bound);
        codecs = new CodecFactory(hadoop, PROPERTIES.getPageSizeThreshold());
        this.output = OpenedOutput.create(output);
        file = new ParquetFileWriter(
                this.output,
                columns,
                ParquetFileWriter.Mode.CREATE,
                rowGroupBytes,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                PROPERTIES.getColumnIndexTruncateLength(),
                PROPERTIES.getStatisticsTruncateLength(),
                PROPERTIES.getPageWriteChecksumEnabled());
        file.start();
        group = newGroup(0);
    }

    private DatasetRowGroup newGroup(int ordinal) {
        ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                codecs.getCompressor(CompressionCodecName.ZSTD),
                columns,
                PROPERTIES.getAllocator(),
                PROPERTIES.getColumnIndexTruncateLength(),
                PROPERTIES.getPageWriteChecksumEnabled(),
                null,
                ordinal);
        return new DatasetRowGroup(schema, padding, levels, pages);
    }

    /** Writes a row, padded. */
    void write(UnpaddedRow row) throws IOException {
        boolean written = false;
        try {
            group.write(row);
            unchecked += levels.bound();
            if (unchecked >= STEPS_BETWEEN_CHECKS) {
                unchecked = 0;
                cut();
            }
            written = true;
        } finally {
            whole &= written;
        }
    }

    private void cut() throws IOException {
        if (group.size() >= rowGroupBytes) {
            group.flush(file);
            group = newGroup(++groups);
        }
    }

    /** Completes the file, unless a row could not be written. */
    @Override
    public void close() throws IOException {
        try (output) {
            if (whole) {
                whole = false;
                group.flush(file);
                output.stream().beginEnd();
                file.end(new HashMap<>(metadata)); // in its order, which every JVM has in common
            }
        } finally {
            codecs.release();
        }
    }
}
