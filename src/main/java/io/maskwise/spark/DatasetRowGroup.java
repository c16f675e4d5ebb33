package io.maskwise.spark;

import io.maskwise.sequence.Side;
import io.maskwise.text.Labelling;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file that are not yet in it, all padded to one length.
 *
 * <p>Lists go into {@link ListColumn}s, all else into Parquet's own column writers.
 */
final class DatasetRowGroup {
    private final Side padding;
    private final ListLevels levels;
    private final ColumnChunkPageWriteStore pages;
    private final List<ColumnDescriptor> columns;
    private final ColumnWriteStore scalars;
    private final ColumnWriter id;
    private final IdColumn tokens;
    private final MaskColumn mask;
    private final ColumnWriter length;
    private final @Nullable ColumnWriter label;
    private final @Nullable IdColumn labels;
    private final @Nullable MaskColumn labelMask;
    private long rows;

    /**
     * Begins without a row.
     *
     * @param schema the file's columns
     * @param padding the side on which rows are padded
     * @param levels those of lists of the length to which rows are padded
     * @param pages takes what is complete
     */
    DatasetRowGroup(DatasetSchema schema, Side padding, ListLevels levels, ColumnChunkPageWriteStore pages) {
        this.padding = padding;
        this.levels = levels;
        this.pages = pages;
        MessageType all = schema.columns();
        columns = all.getColumns();
        List<Type> plain = all.getFields().stream().filter(Type::isPrimitive).toList();
        scalars = levels.properties().newColumnWriteStore(new MessageType(all.getName(), plain), pages, pages);
        id = scalars.getColumnWriter(columns.get(DatasetSchema.ID));
        tokens = new IdColumn(place(DatasetSchema.TOKENS), padding);
        mask = new MaskColumn(place(DatasetSchema.MASK));
        length = scalars.getColumnWriter(columns.get(DatasetSchema.LENGTH));
        Labelling labelling = schema.labelling();
        label = labelling == Labelling.PER_SEQUENCE ? scalars.getColumnWriter(columns.get(DatasetSchema.LABELS)) : null;
        labels = labelling == Labelling.PER_TOKEN || labelling == Labelling.TARGET_SEQUENCE
                ? new IdColumn(place(DatasetSchema.LABELS), padding)
                : null;
        labelMask = labelling == Labelling.TARGET_SEQUENCE ? new MaskColumn(place(DatasetSchema.LABEL_MASK)) : null;
    }

    private ListColumn.Place place(int index) {
        return new ListColumn.Place(columns.get(index), pages.getPageWriter(columns.get(index)), levels);
    }

    void write(UnpaddedRow row) throws IOException {
        id.write(Binary.fromConstantByteArray(row.id()), 0, 0);
        tokens.write(row.tokens());
        write(mask, row.tokens().length);
        length.write(row.tokens().length, 0, 0);
        if (label != null) {
            label.write(row.labels()[0], 0, 0);
        }
        if (labels != null) {
            labels.write(row.labels());
        }
        if (labelMask != null) {
            write(labelMask, row.labels().length);
        }
        scalars.endRecord();
        rows++;
    }

    private void write(MaskColumn of, int real) throws IOException {
        int from = padding == Side.PRE ? levels.bound() - real : 0;
        of.write(from, from + real);
    }

    /** How many bytes are held, about. */
    long size() {
        return scalars.getBufferedSize() + lists().mapToLong(ListColumn::size).sum();
    }

    /** Puts the rows into the file, if there are any, and lets go of them. */
    void flush(ParquetFileWriter file) throws IOException {
        if (rows > 0) {
            file.startBlock(rows);
            scalars.flush();
            for (ListColumn list : lists().toList()) {
                list.end();
            }
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        scalars.close();
    }

    private Stream<ListColumn> lists() {
        return Stream.of(tokens, mask, labels, labelMask).flatMap(Stream::ofNullable);
    }
}
