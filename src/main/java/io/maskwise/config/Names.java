package io.maskwise.config;

import com.typesafe.config.ConfigUtil;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How Java's names are written in a configuration. */
final class Names {
    private static final Pattern CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");

    private Names() {}

    /** {@code minimumCount} as {@code minimum-count}. */
    static String key(String component) {
        return CAPITAL.matcher(component).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }

    /** {@code PER_TOKEN} as {@code per-token}. */
    static String constant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> constants(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> constant((Enum<?>) constant))
                .toList();
    }

    /** The path of a key below another, quoted where HOCON demands it. */
    static String below(String path, String key) {
        String quoted = ConfigUtil.joinPath(key);
        return path.isEmpty() ? quoted : path + "." + quoted;
    }

    /** The path of a value below another's. */
    static String below(String path, List<String> keys) {
        String below = path;
        for (String key : keys) {
            below = below(below, key);
        }
        return below;
    }
}
