package io.maskwise.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a value of the type that a record component declares; what cannot be read becomes a problem. */
final class ValueReader {
    private final Problems problems;

    ValueReader(Problems problems) {
        this.problems = problems;
    }

    /** The value, or nothing after a problem was noted. */
    Optional<Object> read(Type type, ConfigValue value, String path) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            if (parameterized.getRawType() == List.class) {
                return list(arguments[0], value, path);
            }
            if (parameterized.getRawType() == Map.class && arguments[0] == String.class) {
                return map(arguments[1], value, path);
            }
        } else if (type instanceof Class<?> plain) {
            return plain.isRecord() ? nested(plain, value, path) : scalar(plain, value, path);
        }
        throw new IllegalArgumentException("Cannot bind " + path + ": no rule for " + type);
    }

    private Optional<Object> nested(Class<?> type, ConfigValue value, String path) {
        if (value instanceof ConfigObject section) {
            return new RecordBinder(problems).bind(type, section, path).map(Object.class::cast);
        }
        return wrong(path, value, "a section { ... }");
    }

    private Optional<Object> scalar(Class<?> type, ConfigValue value, String path) {
        Scalar scalar = Scalar.of(type);
        Optional<Object> read = scalar.read(value);
        return read.isPresent() ? read : wrong(path, value, scalar.must());
    }

    private Optional<Object> list(Type element, ConfigValue value, String path) {
        if (!(value instanceof ConfigList values)) {
            return wrong(path, value, "a list [ ... ]");
        }
        List<Object> read = new ArrayList<>();
        for (ConfigValue each : values) {
            read(element, each, path).ifPresent(read::add);
        }
        return read.size() == values.size() ? Optional.of(List.copyOf(read)) : Optional.empty();
    }

    /** The entries in the order in which they are written; those of no file come last. */
    private Optional<Object> map(Type element, ConfigValue value, String path) {
        if (!(value instanceof ConfigObject values)) {
            return wrong(path, value, "a section { ... }");
        }
        List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(values.entrySet());
        entries.sort(Comparator.<Map.Entry<String, ConfigValue>>comparingInt(entry -> line(entry.getValue()))
                .thenComparing(Map.Entry.comparingByKey()));
        Map<String, Object> read = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigValue> entry : entries) {
            read(element, entry.getValue(), Names.below(path, entry.getKey()))
                    .ifPresent(each -> read.put(entry.getKey(), each));
        }
        return read.size() == entries.size() ? Optional.of(read) : Optional.empty();
    }

    private static int line(ConfigValue value) {
        int line = value.origin().lineNumber();
        return line < 0 ? Integer.MAX_VALUE : line;
    }

    private Optional<Object> wrong(String path, ConfigValue value, String must) {
        problems.wrongValue(path, value, must);
        return Optional.empty();
    }
}
