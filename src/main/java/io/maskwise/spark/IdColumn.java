package io.maskwise.spark;

import io.maskwise.sequence.Side;
import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;

/** Ids of tokens or labels, padded with 0. */
final class IdColumn extends ListColumn {
    private final IdEncoder values;
    private final Side padding;
    private int least = Integer.MAX_VALUE;
    private int largest = Integer.MIN_VALUE;

    IdColumn(Place place, Side padding) {
        super(place);
        this.values = new IdEncoder(place.levels().properties());
        this.padding = padding;
    }

    /** Writes the ids of a row. */
    void write(int[] ids) throws IOException {
        int missing = bound() - ids.length;
        if (padding == Side.PRE) {
            values.addZeros(missing);
        }
        values.add(ids);
        if (padding == Side.POST) {
            values.addZeros(missing);
        }
        int smallest = missing > 0 ? Math.min(least, 0) : least;
        int greatest = missing > 0 ? Math.max(largest, 0) : largest;
        for (int id : ids) {
            smallest = Math.min(smallest, id);
            greatest = Math.max(greatest, id);
        }
        least = smallest;
        largest = greatest;
        endRow();
    }

    @Override
    BytesInput takeValues(Statistics<?> statistics) throws IOException {
        statistics.updateStats(least);
        statistics.updateStats(largest);
        least = Integer.MAX_VALUE;
        largest = Integer.MIN_VALUE;
        return values.takePage();
    }

    @Override
    Encoding encoding() {
        return values.encoding();
    }

    @Override
    void end() throws IOException {
        super.end();
        Optional<DictionaryPage> dictionary = values.dictionary();
        if (dictionary.isPresent()) {
            pages().writeDictionaryPage(dictionary.get());
        }
    }

    @Override
    long size() {
        return super.size() + values.size();
    }
}
