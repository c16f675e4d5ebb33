package io.maskwise.shell;

import io.maskwise.MaskwiseException;
import io.maskwise.spark.RunOptions;

/** The folder of a run, which the configuration knows as a folder of runs and a name in it. */
final class RunPlace {
    private RunPlace() {}

    /** @throws MaskwiseException with exit 2 if it is no folder of a run */
    static RunOptions of(String path) {
        String folder = path.replaceFirst("(?<=[^/])/+$", "");
        int slash = folder.lastIndexOf('/');
        try {
            return new RunOptions(
                    slash < 0 ? "." : folder.substring(0, Math.max(slash, 1)), folder.substring(slash + 1));
        } catch (IllegalArgumentException refused) {
            throw MaskwiseException.usage(
                    "Invalid folder of a run: '%s' (its last name must be letters, digits, '.', '_' and '-', the first a"
                            + " letter or digit)",
                    path);
        }
    }
}
