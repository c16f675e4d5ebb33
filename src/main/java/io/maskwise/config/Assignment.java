package io.maskwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.maskwise.MaskwiseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key and its value, as {@code --set} and Spark's properties take them.
 *
 * @param option what the key follows on the command line
 * @param key the key
 * @param text the value as it was written
 */
record Assignment(String option, String key, String text) {
    /** @throws MaskwiseException (usage) if it is not a key and one value */
    static Config read(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw MaskwiseException.usage("Invalid --set: %s (must be key=value)", assignment);
        }
        return new Assignment(
                        Place.ASSIGNMENT, assignment.substring(0, equals).trim(), assignment.substring(equals + 1))
                .toConfig();
    }

    /**
     * The same of {@code spark.maskwise.KEY}.
     *
     * @throws MaskwiseException (usage) if it is not a key and one value
     */
    static Config property(String key, String value) {
        return new Assignment(Place.PROPERTY, key, value).toConfig();
    }

    private Config toConfig() {
        String origin = option + key;
        return value(text, origin)
                .map(value -> below(path(), value, origin))
                .orElseThrow(() -> MaskwiseException.usage(
                        "Invalid %s (must be one value: text, \"text\", [ ... ] or { ... }, and nothing after it)",
                        asWritten()));
    }

    private List<String> path() {
        try {
            return ConfigUtil.splitPath(key);
        } catch (ConfigException malformed) {
            throw MaskwiseException.usage(
                    "Invalid %s (must be key=value): %s", asWritten(), ConfigLoader.why(malformed));
        }
    }

    private String asWritten() {
        return option.replaceFirst(" ", ": ") + key + "=" + text;
    }

    /** Lists, sections and quoted text are HOCON; everything else is text as it stands, so that paths need no quotes. */
    private static Optional<ConfigValue> value(String text, String origin) {
        String bare = text.strip();
        if (bare.startsWith("[") || bare.startsWith("{") || bare.startsWith("\"")) {
            return onlyValue(bare, origin);
        }
        // White space alone is a value too: a tab, for the separator of columns.
        return Optional.of(ConfigValueFactory.fromAnyRef(bare.isEmpty() ? text : bare, origin));
    }

    /** Read as the one element of a list, a value cannot be followed by a key, another value or a comment. */
    private static Optional<ConfigValue> onlyValue(String text, String origin) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(origin);
        try {
            Config read = ConfigFactory.parseString("value = [" + text + "]", options);
            ConfigList values = read.getList("value");
            return read.root().size() == 1 && values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
        } catch (ConfigException malformed) {
            return Optional.empty();
        }
    }

    /** As {@code value.atPath(path)}, but that its sections have an origin that the user knows. */
    private static Config below(List<String> path, ConfigValue value, String origin) {
        ConfigValue whole = value;
        for (int at = path.size() - 1; at >= 0; at--) {
            whole = ConfigValueFactory.fromMap(Map.of(path.get(at), whole), origin);
        }
        return ConfigFactory.empty().withFallback(whole);
    }
}
