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

/** Reads {@code key=value}, as {@code --set} takes it. */
final class Assignment {
    private Assignment() {}

    /** @throws MaskwiseException (usage) if it is not a key and one value */
    static Config read(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw MaskwiseException.usage("Invalid --set: %s (must be key=value)", assignment);
        }
        String key = assignment.substring(0, equals).trim();
        String origin = Place.ASSIGNMENT + key;
        return value(assignment.substring(equals + 1), origin)
                .map(value -> below(path(key, assignment), value, origin))
                .orElseThrow(() -> MaskwiseException.usage(
                        "Invalid --set: %s (must be one value: text, \"text\", [ ... ] or { ... }, and nothing after it)",
                        assignment));
    }

    private static List<String> path(String key, String assignment) {
        try {
            return ConfigUtil.splitPath(key);
        } catch (ConfigException malformed) {
            String why = ConfigLoader.why(malformed);
            throw MaskwiseException.usage("Invalid --set: %s (must be key=value): %s", assignment, why);
        }
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
