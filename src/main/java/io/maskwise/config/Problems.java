package io.maskwise.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.maskwise.InvalidOption;
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

    /** What an option record refused of a section. */
    void refusedValue(InvalidOption refused, ConfigObject section, String path) {
        wrong.add(refusal(refused, section, path));
    }

    /** The refusal by its full key, with the record's own words and the place of the value. */
    static String refusal(InvalidOption refused, ConfigObject section, String path) {
        ConfigValue value = Place.find(section, refused.key());
        String text = "Invalid " + Names.below(path, refused.key()) + ": " + refused.complaint();
        return text + ", " + Place.of(value) + (refused.beside().isEmpty() ? "" : beside(refused, section, path));
    }

    private static String beside(InvalidOption refused, ConfigObject section, String path) {
        ConfigValue other = Place.find(section, refused.beside());
        String shown = Values.text(other).orElseGet(() -> Values.show(other));
        return " beside " + Names.below(path, refused.beside()) + " = " + shown + ", " + Place.of(other);
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
