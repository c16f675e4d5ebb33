package io.maskwise.spark;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/**
 * A column of a row group whose values are lists of one length.
 *
 * <p>Parquet's own column writer takes value and levels one at a time, which costs several times as much; a page here has
 * the bytes that it would have written for the same rows.
 */
abstract class ListColumn {
    private final ColumnDescriptor column;
    private final PageWriter pages;
    private final ListLevels levels;
    private int rows;

    /** @param place the lists and where they go */
    ListColumn(Place place) {
        this.column = place.column();
        this.pages = place.pages();
        this.levels = place.levels();
    }

    /**
     * Where a column's lists go.
     *
     * @param column which column
     * @param pages takes its pages
     * @param levels the levels of pages, and how long lists and pages are
     */
    record Place(ColumnDescriptor column, PageWriter pages, ListLevels levels) {}

    /** The length of every list. */
    final int bound() {
        return levels.bound();
    }

    /** Ends a row, all of whose values are written. */
    final void endRow() throws IOException {
        if (++rows == levels.pageRows()) {
            endPage();
        }
    }

    private void endPage() throws IOException {
        if (rows > 0) {
            Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
            BytesInput values = takeValues(statistics);
            pages.writePage(
                    BytesInput.concat(levels.of(column, rows), values),
                    rows * levels.bound(),
                    rows,
                    statistics,
                    Encoding.RLE,
                    Encoding.RLE,
                    encoding());
            rows = 0;
        }
    }

    /** Ends the last page. */
    void end() throws IOException {
        endPage();
    }

    final PageWriter pages() {
        return pages;
    }

    /** How many bytes are held, about. */
    long size() {
        return pages.getMemSize();
    }

    /** The values of the page, whose least and largest are told; the next page begins. */
    abstract BytesInput takeValues(Statistics<?> statistics) throws IOException;

    /** How {@link #takeValues} encoded the last values that it gave. */
    abstract Encoding encoding();
}
