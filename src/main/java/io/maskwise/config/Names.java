package io.maskwise.config;

import com.typesafe.config.ConfigUtil;
import io.maskwise.KebabCase;
import java.util.Arrays;
import java.util.List;

/** How Java's names are written in a configuration. */
final class Names {
    private Names() {}

    /** How the constants of an enumeration are written. */
    static List<String> constants(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> KebabCase.of((Enum<?>) constant))
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
