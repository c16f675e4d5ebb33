package io.maskwise.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a configuration comes from, the weaker before the stronger.
 *
 * @param defaults the resource with the defaults
 * @param files configuration files, each overriding those before it
 * @param assignments {@code key=value}, each overriding everything before it
 */
public record ConfigSources(String defaults, List<Path> files, List<String> assignments) {
    public ConfigSources {
        files = List.copyOf(files);
        assignments = List.copyOf(assignments);
    }
}
