package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.util.Collection;

/** What a split may be called: its name becomes a part of paths such as {@code split=train}. */
final class SplitNames {
    private SplitNames() {}

    /** @param key the option whose keys they are */
    static void requireValid(String key, Collection<String> names) {
        if (names.isEmpty()) {
            throw new InvalidOption("splits", "there is none (must be at least one, such as train)", key);
        }
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
                String complaint = "'" + name + "' (must be letters, digits, '-' and '_', the first a letter or digit)";
                throw new InvalidOption("split name", complaint, key, name);
            }
        }
    }
}
