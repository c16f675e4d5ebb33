package io.maskwise.spark;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Where a run lives.
 *
 * @param root the folder of all runs
 * @param id the run's name below it: letters, digits, and {@code . _ -} after the first
 */
public record RunOptions(String root, String id) implements Serializable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public RunOptions {
        if (root.isBlank()) {
            throw new InvalidOption("root", "it is empty (must be a folder's path)", "root");
        }
        if (!NAME.matcher(id).matches()) {
            throw new InvalidOption(
                    "id",
                    "'" + id + "' (must be letters, digits, '.', '_' and '-', the first a letter or digit)",
                    "id");
        }
    }

    /** The run's own folder. */
    public String path() {
        return root.endsWith("/") ? root + id : root + "/" + id;
    }
}
