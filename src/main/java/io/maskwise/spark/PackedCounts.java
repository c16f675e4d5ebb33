package io.maskwise.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each name stands in the examples of a file, and how long they are; it comes after all of them.
 *
 * @param splits the counts of the examples of each split, by its name
 */
record PackedCounts(TreeMap<String, SplitCounter> splits) implements ReadItem {
    static PackedCounts none() {
        return new PackedCounts(new TreeMap<>());
    }

    void add(PackedRow row) {
        splits.computeIfAbsent(row.origin().split(), first -> new SplitCounter())
                .add(row);
    }

    /**
     * The counts of a part in the training split, by names.
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
                SplitCounter training = all.splits().get(PreparationOptions.TRAINING_SPLIT);
                counts = training == null ? counts : training.names(part);
            }
        }
        return counts.named(names);
    }
}
