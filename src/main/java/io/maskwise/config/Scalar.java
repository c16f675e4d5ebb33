package io.maskwise.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;
import java.util.function.Function;

/** A type that is written as one value: how it is read, and what it must be. */
record Scalar(String must, Function<ConfigValue, Optional<?>> reader) {
    static Scalar of(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return new Scalar(whole(Integer.MIN_VALUE, Integer.MAX_VALUE), Values::integer);
        }
        if (type == long.class || type == Long.class) {
            return new Scalar(whole(Long.MIN_VALUE, Long.MAX_VALUE), Values::longInteger);
        }
        if (type == double.class || type == Double.class) {
            return new Scalar("a number from -1.7e308 to 1.7e308", Values::real);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Scalar("true or false", Values::truth);
        }
        if (type == String.class) {
            return new Scalar("text", Values::text);
        }
        if (type.isEnum()) {
            return new Scalar(
                    "one of " + String.join(", ", Names.constants(type)), value -> Values.constant(value, type));
        }
        throw new IllegalArgumentException("Cannot read a value of " + type + ": no rule for this type");
    }

    private static String whole(long minimum, long maximum) {
        return "a whole number from " + minimum + " to " + maximum;
    }

    Optional<Object> read(ConfigValue value) {
        return reader.apply(value).map(Object.class::cast);
    }
}
