package io.maskwise.config;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was found wrong while binding one section: values that are there and wrong, and values that are not there. */
final class Problems {
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Collection<String> knownKeys;

    /** @param knownKeys every key that exists, from which the nearest one is suggested */
    Problems(Collection<String> knownKeys) {
        this.knownKeys = List.copyOf(knownKeys);
    }

    void unknownKey(String key, ConfigValue value) {
        String remedy = NearestName.of(key, knownKeys)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "must be one of " + String.join(", ", siblings(key)));
        wrong.add("Invalid key: " + key + " (" + remedy + "), " + Place.of(value));
    }

    /** The known keys that begin with as many of its words as any does, or all sections if none does. */
    private List<String> siblings(String key) {
        int shared = knownKeys.stream()
                .mapToInt(known -> NearestName.sharedWords(key, known))
                .max()
                .orElse(0);
        return shared > 0
                ? knownKeys.stream()
                        .filter(known -> NearestName.sharedWords(key, known) == shared)
                        .toList()
                : knownKeys.stream()
                        .map(known -> known.substring(0, Math.max(known.indexOf('.'), 0)))
                        .filter(known -> !known.isEmpty())
                        .distinct()
                        .toList();
    }

    void wrongValue(String key, ConfigValue value, String must) {
        wrong.add("Invalid " + key + ": " + Values.show(value) + " (must be " + must + "), " + Place.of(value));
    }

    /** A value that its option record refused, with the record's own words. */
    void refusedValue(String key, String place, String message) {
        int colon = message.indexOf(": ");
        String text = message.startsWith("Invalid ") && colon > 0
                ? "Invalid " + key + message.substring(colon)
                : "Invalid " + key + ": " + message;
        wrong.add(text + ", " + place);
    }

    void missingKey(String key) {
        missing.add("Missing key: " + key + " (set it in a --config file or by --set " + key + "=...)");
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    List<String> missing() {
        return List.copyOf(missing);
    }
}
