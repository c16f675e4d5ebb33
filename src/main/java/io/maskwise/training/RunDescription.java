package io.maskwise.training;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which run it is, and what decides its result.
 *
 * @param id its name
 * @param configurationFile the resolved configuration as text, for {@code config.conf}
 * @param configuration everything that decides the result, by its configuration key, the data's digest included; a run
 *     is resumed only under the same
 * @param versions of Java, Spark and whatever else computes, by name; a run that is resumed under others is warned of
 */
public record RunDescription(
        String id,
        String configurationFile,
        SortedMap<String, String> configuration,
        SortedMap<String, String> versions) {
    public RunDescription {
        configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
}
