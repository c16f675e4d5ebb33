package io.maskwise.spark.ml;

import io.maskwise.KebabCase;
import io.maskwise.MaskwiseException;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;
import scala.Function1;

/**
 * Makes the parameters of stages, which refuse impossible values where they are set.
 *
 * <p>Parameters of one stage and name are equal, so that a stage can make one whenever it is asked for it.
 */
final class Parameters {
    private Parameters() {}

    /** Any text. */
    static Param<String> text(Identifiable stage, String name, String doc) {
        return new Param<>(stage, name, doc);
    }

    /** The name of a column. */
    static Param<String> column(Identifiable stage, String name, String doc) {
        return new Param<>(stage, name, doc, checked(name, value -> !value.isBlank(), "a column's name"));
    }

    /** A whole number of a least value. */
    static IntParam atLeast(int least, Identifiable stage, String name, String doc) {
        return new IntParam(stage, name, doc, checked(name, value -> (int) value >= least, ">= " + least));
    }

    /** A number above 0. */
    static DoubleParam positive(Identifiable stage, String name, String doc) {
        return new DoubleParam(stage, name, doc, checked(name, value -> (double) value > 0, "> 0"));
    }

    /** One of the names of a type's constants, in kebab-case. */
    static <E extends Enum<E>> Param<String> choice(Class<E> type, Identifiable stage, String name, String doc) {
        String names = names(type);
        return new Param<>(
                stage, name, doc + " (" + names + ")", checked(name, value -> isName(type, value), "one of " + names));
    }

    /** The constant that a name stands for, which {@link #choice} let pass. */
    static <E extends Enum<E>> E chosen(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> KebabCase.of(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> MaskwiseException.usage("Invalid value: %s (must be one of %s)", name, names(type)));
    }

    private static <E extends Enum<E>> boolean isName(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .anyMatch(constant -> KebabCase.of(constant).equals(name));
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(KebabCase::of).collect(Collectors.joining(", "));
    }

    /** Spark would say that a value is invalid, and not what would be right. */
    static <T> Function1<T, Object> checked(String name, Predicate<T> valid, String must) {
        return value -> {
            if (value == null || !valid.test(value)) {
                throw new IllegalArgumentException("Invalid " + name + ": '" + value + "' (must be " + must + ")");
            }
            return true;
        };
    }
}
