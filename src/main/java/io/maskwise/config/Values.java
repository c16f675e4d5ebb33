package io.maskwise.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.maskwise.KebabCase;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads one scalar.
 *
 * <p>Text that is a number or a truth value counts as one, because {@code --set} and environment variables know only
 * text; nothing else is converted.
 */
final class Values {
    /** No double has more digits before or after its point; {@code 1e-999999999} is refused, not read as 0. */
    private static final int LARGEST_SCALE = 1000;

    private Values() {}

    static String show(ConfigValue value) {
        return value.valueType() == ConfigValueType.NUMBER
                ? asWritten(value)
                : value.render(ConfigRenderOptions.concise());
    }

    static boolean isScalar(ConfigValue value) {
        return switch (value.valueType()) {
            case NUMBER, BOOLEAN, STRING -> true;
            case OBJECT, LIST, NULL -> false;
        };
    }

    static Optional<Integer> integer(ConfigValue value) {
        return whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE).map(BigDecimal::intValueExact);
    }

    static Optional<Long> longInteger(ConfigValue value) {
        return whole(value, Long.MIN_VALUE, Long.MAX_VALUE).map(BigDecimal::longValueExact);
    }

    private static Optional<BigDecimal> whole(ConfigValue value, long minimum, long maximum) {
        return number(value)
                .filter(number -> number.compareTo(BigDecimal.valueOf(minimum)) >= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(maximum)) <= 0)
                .filter(number -> number.remainder(BigDecimal.ONE).signum() == 0);
    }

    static Optional<Double> real(ConfigValue value) {
        return number(value).map(BigDecimal::doubleValue).filter(Double::isFinite);
    }

    private static Optional<BigDecimal> number(ConfigValue value) {
        if (value.valueType() != ConfigValueType.NUMBER && value.valueType() != ConfigValueType.STRING) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(asWritten(value));
            return Math.abs((long) number.scale()) > LARGEST_SCALE ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> truth(ConfigValue value) {
        return switch (String.valueOf(value.unwrapped())) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<String> text(ConfigValue value) {
        return isScalar(value) ? Optional.of(asWritten(value)) : Optional.empty();
    }

    /** {@code 007} and {@code 1.50} as they stand in the file, not as the numbers that the library makes of them. */
    private static String asWritten(ConfigValue scalar) {
        return scalar.atKey("value").getString("value");
    }

    /** The constant whose kebab-case name this is. */
    static Optional<Object> constant(ConfigValue value, Class<?> enumeration) {
        for (Object constant : enumeration.getEnumConstants()) {
            if (KebabCase.of((Enum<?>) constant).equals(value.unwrapped())) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
