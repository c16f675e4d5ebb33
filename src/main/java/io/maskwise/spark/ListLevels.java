package io.maskwise.spark;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;

/**
 * The levels of a page of lists that are all of one length: a list's first element has repetition level 0, every other
 * one 1; all have definition level 1.
 *
 * <p>They are the same for every page of as many rows, so Parquet's encoder is asked for them once.
 */
final class ListLevels {
    /** About so many values make a page: of places in a dictionary of two bytes each, a megabyte. */
    private static final int PAGE_VALUES = 1 << 19;

    private final ParquetProperties properties;
    private final int bound;
    private final Map<Integer, BytesInput> ofRows = new HashMap<>();

    /** @param bound the length of every list */
    ListLevels(ParquetProperties properties, int bound) {
        this.properties = properties;
        this.bound = bound;
    }

    ParquetProperties properties() {
        return properties;
    }

    /** The length of every list. */
    int bound() {
        return bound;
    }

    /** How many rows a page has, but for the last. */
    int pageRows() {
        return Math.max(1, Math.min(PAGE_VALUES / bound, properties.getPageRowCountLimit()));
    }

    /** Repetition levels, then definition levels, as they stand at a page's beginning. */
    BytesInput of(ColumnDescriptor column, int rows) throws IOException {
        BytesInput known = ofRows.get(rows);
        if (known == null) {
            known = encoded(column, rows);
            ofRows.put(rows, known);
        }
        return known;
    }

    private BytesInput encoded(ColumnDescriptor column, int rows) throws IOException {
        ValuesWriter repetition = properties.newRepetitionLevelWriter(column);
        ValuesWriter definition = properties.newDefinitionLevelWriter(column);
        try {
            for (int row = 0; row < rows; row++) {
                for (int step = 0; step < bound; step++) {
                    repetition.writeInteger(step == 0 ? 0 : 1);
                    definition.writeInteger(1);
                }
            }
            return BytesInput.copy(BytesInput.concat(repetition.getBytes(), definition.getBytes()));
        } finally {
            repetition.close();
            definition.close();
        }
    }
}
