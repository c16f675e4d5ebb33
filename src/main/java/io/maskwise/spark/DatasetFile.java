package io.maskwise.spark;

import io.maskwise.sequence.Side;
import io.maskwise.text.Labelling;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file of padded rows of one length, open for writing.
 *
 * <p>Rows go into Parquet's columns as they are, without its record layer, which would cost several times as much: a row
 * group has the bytes that it would have written. Zstandard makes files a quarter smaller than Snappy does.
 */
final class DatasetFile implements Closeable {
    private static final ParquetProperties PROPERTIES =
            ParquetProperties.builder().build();

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
    private RowGroup group;
    private int groups;
    private long unchecked;
    private boolean whole = true;

    /**
     * Creates the file.
     *
     * @param padding the side on which rows are padded
     * @param metadata the file's metadata
     * @param rowGroupBytes about how large a row group may be before it is compressed
     */
    DatasetFile(
            OutputFile output,
            DatasetSchema schema,
            Side padding,
            Map<String, String> metadata,
            long rowGroupBytes,
            Configuration hadoop)
            throws IOException {
        this.schema = schema;
        this.columns = schema.columns();
        this.padding = padding;
        this.metadata = metadata;
        this.rowGroupBytes = rowGroupBytes;
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
        group = new RowGroup(0);
    }

    /** Writes a row, padded to {@code bound} steps. */
    void write(UnpaddedRow row, int bound) throws IOException {
        boolean written = false;
        try {
            group.write(row, bound);
            unchecked += bound;
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
        if (group.store.getBufferedSize() >= rowGroupBytes) {
            group.flush();
            group = new RowGroup(++groups);
        }
    }

    /** Completes the file, unless a row could not be written. */
    @Override
    public void close() throws IOException {
        try (output) {
            if (whole) {
                whole = false;
                group.flush();
                file.end(new HashMap<>(metadata)); // in its order, which every JVM has in common
            }
        } finally {
            codecs.release();
        }
    }

    /** The rows that are not yet in the file. */
    private final class RowGroup {
        private final ColumnChunkPageWriteStore pages;
        private final ColumnWriteStore store;
        private final ColumnWriter[] writers;
        private long rows;

        RowGroup(int ordinal) {
            pages = new ColumnChunkPageWriteStore(
                    codecs.getCompressor(CompressionCodecName.ZSTD),
                    columns,
                    PROPERTIES.getAllocator(),
                    PROPERTIES.getColumnIndexTruncateLength(),
                    PROPERTIES.getPageWriteChecksumEnabled(),
                    null,
                    ordinal);
            store = PROPERTIES.newColumnWriteStore(columns, pages, pages);
            writers = columns.getColumns().stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
        }

        void write(UnpaddedRow row, int bound) {
            writers[DatasetSchema.ID].write(Binary.fromConstantByteArray(row.id()), 0, 0);
            padded(writers[DatasetSchema.TOKENS], row.tokens(), bound);
            mask(writers[DatasetSchema.MASK], row.tokens().length, bound);
            writers[DatasetSchema.LENGTH].write(row.tokens().length, 0, 0);
            Labelling labelling = schema.labelling();
            if (labelling == Labelling.PER_SEQUENCE) {
                writers[DatasetSchema.LABELS].write(row.labels()[0], 0, 0);
            } else if (labelling != Labelling.NONE) {
                padded(writers[DatasetSchema.LABELS], row.labels(), bound);
            }
            if (labelling == Labelling.TARGET_SEQUENCE) {
                mask(writers[DatasetSchema.LABEL_MASK], row.labels().length, bound);
            }
            store.endRecord();
            rows++;
        }

        /** A list's first element has repetition level 0, every other one 1; all have definition level 1. */
        private void padded(ColumnWriter writer, int[] ids, int bound) {
            int first = padding == Side.PRE ? bound - ids.length : 0;
            for (int step = 0; step < bound; step++) {
                int own = step - first;
                int id = own >= 0 && own < ids.length ? ids[own] : 0;
                writer.write(id, step == 0 ? 0 : 1, 1);
            }
        }

        private void mask(ColumnWriter writer, int length, int bound) {
            int first = padding == Side.PRE ? bound - length : 0;
            for (int step = 0; step < bound; step++) {
                writer.write(step >= first && step < first + length, step == 0 ? 0 : 1, 1);
            }
        }

        void flush() throws IOException {
            if (rows > 0) {
                file.startBlock(rows);
                store.flush();
                pages.flushToFileWriter(file);
                file.endBlock();
            }
            store.close();
        }
    }
}
