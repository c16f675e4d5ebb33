package io.maskwise.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads one scalar.
 *
 * <p>Text that is a number or a truth value counts as one, because {@code --set} and environment variables know only
 * text; nothing else is converted.
 */
final class Values {
    private static final BigDecimal INTEGER_MAXIMUM = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal LONG_MAXIMUM = BigDecimal.valueOf(Long.MAX_VALUE);

    private Values() {}

    static String show(ConfigValue value) {
        return value.render(ConfigRenderOptions.concise());
    }

    static boolean isScalar(ConfigValue value) {
        return switch (value.valueType()) {
            case NUMBER, BOOLEAN, STRING -> true;
            case OBJECT, LIST, NULL -> false;
        };
    }

    static Optional<Integer> integer(ConfigValue value) {
        return whole(value, INTEGER_MAXIMUM).map(BigDecimal::intValueExact);
    }

    static Optional<Long> longInteger(ConfigValue value) {
        return whole(value, LONG_MAXIMUM).map(BigDecimal::longValueExact);
    }

    private static Optional<BigDecimal> whole(ConfigValue value, BigDecimal maximum) {
        return number(value)
                .filter(number -> number.abs().compareTo(maximum) <= 0)
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
            BigDecimal number = new BigDecimal(value.unwrapped().toString());
            return Math.abs((long) number.scale()) > 1000 ? Optional.empty() : Optional.of(number);
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
        return isScalar(value) ? Optional.of(value.unwrapped().toString()) : Optional.empty();
    }

    /** The constant whose kebab-case name this is. */
    static Optional<Object> constant(ConfigValue value, Class<?> enumeration) {
        for (Object constant : enumeration.getEnumConstants()) {
            if (Names.constant((Enum<?>) constant).equals(value.unwrapped())) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
