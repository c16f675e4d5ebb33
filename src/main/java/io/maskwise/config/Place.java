package io.maskwise.config;

import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/** Where a value was written: {@code file:line}, an environment variable, an option, or nowhere but in the defaults. */
final class Place {
    /** What the defaults are called: users do not write their file. */
    static final String DEFAULT = "the default";

    static final String ASSIGNMENT = "--set ";

    private static final Pattern LINE = Pattern.compile(": (\\d+)(?:-\\d+)?$");
    private static final Pattern MERGED = Pattern.compile("^merge of ([^,]*),.*");

    private Place() {}

    /** The place of a value; that of a section in several places is the strongest of them. */
    static String of(ConfigValue value) {
        String strongest = MERGED.matcher(value.origin().description()).replaceFirst("$1");
        boolean lined = !strongest.startsWith(DEFAULT) && !strongest.startsWith(ASSIGNMENT);
        return LINE.matcher(strongest).replaceFirst(lined ? ":$1" : "");
    }
}
