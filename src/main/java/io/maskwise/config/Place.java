package io.maskwise.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a value was written: {@code file:line}, an environment variable, an option, or nowhere but in the defaults. */
final class Place {
    /** What the defaults are called: users do not write their file. */
    static final String DEFAULT = "the default";

    static final String ASSIGNMENT = "--set ";

    /** What the key follows where one of Spark's properties sets it. */
    static final String PROPERTY = "--conf spark.maskwise.";

    private static final Pattern LINE = Pattern.compile(": (\\d+)(?:-\\d+)?$");
    private static final Pattern MERGED = Pattern.compile("^merge of ([^,]*),.*");

    private Place() {}

    /** The place of a value; that of a section in several places is the strongest of them. */
    static String of(ConfigValue value) {
        String strongest = MERGED.matcher(value.origin().description()).replaceFirst("$1");
        if (strongest.equals("env variables")) {
            return "an environment variable";
        }
        boolean lined = Stream.of(DEFAULT, ASSIGNMENT, PROPERTY).noneMatch(strongest::startsWith);
        return LINE.matcher(strongest).replaceFirst(lined ? ":$1" : "");
    }

    /** The value of a key below a section, or what is there of the way to it. */
    static ConfigValue find(ConfigObject section, List<String> key) {
        ConfigValue found = section;
        for (String each : key) {
            if (!(found instanceof ConfigObject within) || !within.containsKey(each)) {
                return found;
            }
            found = Objects.requireNonNull(within.get(each), each);
        }
        return found;
    }
}
