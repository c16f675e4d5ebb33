package io.maskwise.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.maskwise.InvalidOption;
import io.maskwise.KebabCase;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a record of a section: each component from the key of its name in kebab-case, and no key left over. */
final class RecordBinder {
    private final Problems problems;

    RecordBinder(Problems problems) {
        this.problems = problems;
    }

    /** The record, or nothing after every problem of the section was noted. */
    <R> Optional<R> bind(Class<R> type, ConfigObject section, String path) {
        refuseUnknownKeys(type, section, path);
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            value(component, section, path).ifPresent(values::add);
        }
        return values.size() == type.getRecordComponents().length
                ? construct(type, values.toArray(), section, path)
                : Optional.empty();
    }

    private void refuseUnknownKeys(Class<?> type, ConfigObject section, String path) {
        Set<String> known = Arrays.stream(type.getRecordComponents())
                .map(component -> KebabCase.of(component.getName()))
                .collect(Collectors.toSet());
        section.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> problems.unknownKey(Names.below(path, key), value(section, key)));
    }

    private Optional<Object> value(RecordComponent component, ConfigObject section, String path) {
        String key = KebabCase.of(component.getName());
        String full = Names.below(path, key);
        if (isSet(section, key)) {
            return new ValueReader(problems).read(component.getGenericType(), value(section, key), full);
        }
        if (component.getType().isRecord()) {
            return bind(component.getType(), ConfigFactory.empty().root(), full).map(Object.class::cast);
        }
        problems.missingKey(full);
        return Optional.empty();
    }

    private static boolean isSet(ConfigObject section, String key) {
        return section.containsKey(key) && value(section, key).valueType() != ConfigValueType.NULL;
    }

    private static ConfigValue value(ConfigObject section, String key) {
        return Objects.requireNonNull(section.get(key), key);
    }

    private <R> Optional<R> construct(Class<R> type, Object[] values, ConfigObject section, String path) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException refused) {
            note(refused.getCause(), type, section, path);
            return Optional.empty();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot construct " + type, impossible);
        }
    }

    private void note(@Nullable Throwable thrown, Class<?> type, ConfigObject section, String path) {
        if (!(thrown instanceof IllegalArgumentException)) {
            throw new IllegalStateException("Cannot construct " + type + " for " + path, thrown);
        }
        InvalidOption refused = thrown instanceof InvalidOption known
                ? known
                : new InvalidOption(path, String.valueOf(thrown.getMessage()));
        problems.refusedValue(refused, section, path);
    }
}
