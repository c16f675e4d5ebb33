package io.maskwise.text;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the targets of a parallel corpus are.
 *
 * @param targets for each split, the file below the corpus's path whose lines are the targets of its lines, or several
 *     separated by commas, one for each of the split's files and in their order
 */
public record ParallelOptions(Map<String, String> targets) implements Serializable {
    /** No targets, as every other format needs. */
    public static final ParallelOptions NONE = new ParallelOptions(Map.of());

    public ParallelOptions {
        targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    }
}
