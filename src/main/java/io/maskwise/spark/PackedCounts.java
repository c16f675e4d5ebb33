package io.maskwise.spark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * How often each name stands in the examples of a file that go to the training split; it comes after all of them.
 *
 * @param parts the counts of each part of an example
 */
record PackedCounts(EnumMap<PackedPart, NumberCounts> parts) implements ReadItem {
    static PackedCounts none() {
        EnumMap<PackedPart, NumberCounts> parts = new EnumMap<>(PackedPart.class);
        for (PackedPart part : PackedPart.values()) {
            parts.put(part, new NumberCounts());
        }
        return new PackedCounts(parts);
    }

    void add(PackedRow row) {
        if (row.origin().split().equals(PreparationOptions.TRAINING_SPLIT)) {
            for (Map.Entry<PackedPart, NumberCounts> part : parts.entrySet()) {
                part.getValue().add(part.getKey().of(row));
            }
        }
    }

    /**
     * The counts of a part, by names.
     *
     * @param items all that {@link RowPacker} made of a file
     */
    static Map<String, Long> named(Iterator<ReadItem> items, PackedPart part) {
        List<String> names = new ArrayList<>();
        NumberCounts counts = new NumberCounts();
        while (items.hasNext()) {
            ReadItem item = items.next();
            if (item instanceof PackedRows rows) {
                names.addAll(rows.newNames());
            } else if (item instanceof PackedCounts all) {
                counts = all.parts().getOrDefault(part, counts);
            }
        }
        return counts.named(names);
    }
}
