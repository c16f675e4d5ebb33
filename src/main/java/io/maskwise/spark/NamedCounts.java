package io.maskwise.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import scala.Tuple2;

/**
 * How often each name of a partition was counted, in two arrays: what a task gives the driver, at a fraction of what a pair
 * of objects for each name takes to be serialised.
 *
 * @param names the names
 * @param counts how often each was counted
 */
@SuppressWarnings("ArrayRecordComponent") // on its way from a task to the driver, compared by nobody
record NamedCounts(String[] names, long[] counts) implements Serializable {
    /** Those of a partition that were counted so often at least. */
    static NamedCounts of(Iterator<Tuple2<String, Long>> counted, long minimum) {
        List<Tuple2<String, Long>> kept = new ArrayList<>();
        counted.forEachRemaining(count -> {
            if (count._2() >= minimum) {
                kept.add(count);
            }
        });
        return new NamedCounts(
                kept.stream().map(Tuple2::_1).toArray(String[]::new),
                kept.stream().mapToLong(Tuple2::_2).toArray());
    }

    void putInto(Map<String, Long> all) {
        for (int i = 0; i < names.length; i++) {
            all.put(names[i], counts[i]);
        }
    }
}
