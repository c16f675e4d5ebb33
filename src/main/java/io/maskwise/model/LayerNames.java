package io.maskwise.model;

import io.maskwise.KebabCase;
import java.util.TreeSet;

/** Names layers after their types: {@code lstm}, {@code lstm-2}. */
final class LayerNames {
    private final TreeSet<String> taken = new TreeSet<>();

    String of(Layer layer) {
        return unique(KebabCase.of(layer.getClass().getSimpleName()));
    }

    /** The base, or the base with the first number that makes it new. */
    String unique(String base) {
        String name = base;
        for (int i = 2; !taken.add(name); i++) {
            name = base + "-" + i;
        }
        return name;
    }

    /** Remembers a name that was chosen elsewhere. */
    void take(String name) {
        taken.add(name);
    }
}
