package io.maskwise.text;

import java.util.Collection;

/** What a split may be called: its name becomes a part of paths such as {@code split=train}. */
final class SplitNames {
    private SplitNames() {}

    static void requireValid(Collection<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("Invalid splits: there is none (must be at least one, such as train)");
        }
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
                throw new IllegalArgumentException("Invalid split name: '" + name
                        + "' (must be letters, digits, '-' and '_', the first a letter or digit)");
            }
        }
    }
}
