package io.maskwise;

import java.util.Locale;
import java.util.regex.Pattern;

/** How Java's names are written where people read them: configurations, messages, result files. */
public final class KebabCase {
    private static final Pattern CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");

    private KebabCase() {}

    /** {@code minimumCount} as {@code minimum-count}. */
    public static String of(String camelCase) {
        return CAPITAL.matcher(camelCase).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }

    /** {@code PER_TOKEN} as {@code per-token}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
