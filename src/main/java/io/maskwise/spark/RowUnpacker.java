package io.maskwise.spark;

import io.maskwise.text.TokenizedExample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Unpacks what {@link RowPacker} packed of one file, from its first row on. */
final class RowUnpacker {
    private final List<String> names = new ArrayList<>();

    static Iterator<ReadItem> unpacked(Iterator<ReadItem> items) {
        RowUnpacker unpacker = new RowUnpacker();
        return new FlatIterator<>(items, unpacker::unpack);
    }

    private Iterator<ReadItem> unpack(ReadItem item) {
        if (item instanceof PackedCounts) {
            return Collections.emptyIterator();
        }
        if (!(item instanceof PackedRows rows)) {
            return List.of(item).iterator();
        }
        names.addAll(rows.newNames());
        return new MappedIterator<>(rows.rows(), this::unpack);
    }

    private ReadItem unpack(PackedRow row) {
        TokenizedExample example =
                new TokenizedExample(row.position(), names(row.tokens()), names(row.labels()), names(row.target()));
        return new SourceRow(row.origin(), example, row.tokensCut());
    }

    private List<String> names(int[] numbers) {
        String[] unpacked = new String[numbers.length];
        for (int i = 0; i < unpacked.length; i++) {
            unpacked[i] = names.get(numbers[i]);
        }
        return List.of(unpacked);
    }
}
