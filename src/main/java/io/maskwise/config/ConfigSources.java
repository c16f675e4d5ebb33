package io.maskwise.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a configuration comes from, the weaker before the stronger.
 *
 * @param defaults the resource with the defaults
 * @param files configuration files, each overriding those before it
 * @param properties values by key, as Spark's properties {@code spark.maskwise.KEY} give them: a section before what is
 *     in it
 * @param assignments {@code key=value}, each overriding everything before it
 */
public record ConfigSources(
        String defaults, List<Path> files, SortedMap<String, String> properties, List<String> assignments) {
    public ConfigSources {
        files = List.copyOf(files);
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        assignments = List.copyOf(assignments);
    }
}
