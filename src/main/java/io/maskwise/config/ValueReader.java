package io.maskwise.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
        } else if (type == Object.class) {
            return Optional.of(raw(value));
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

    /** The entries in the order of their names: HOCON gives no meaning to the order in which they are written. */
    private Optional<Object> map(Type element, ConfigValue value, String path) {
        if (!(value instanceof ConfigObject values)) {
            return wrong(path, value, "a section { ... }");
        }
        SortedMap<String, Object> read = new TreeMap<>();
        new TreeMap<>(values)
                .forEach((key, each) ->
                        read(element, each, Names.below(path, key)).ifPresent(found -> read.put(key, found)));
        return read.size() == values.size() ? Optional.of(read) : Optional.empty();
    }

    /** Texts, lists and maps of them, for whoever knows what they mean. */
    private static Object raw(ConfigValue value) {
        if (value instanceof ConfigObject section) {
            SortedMap<String, Object> entries = new TreeMap<>();
            section.forEach((key, each) -> entries.put(key, raw(each)));
            return entries;
        }
        if (value instanceof ConfigList list) {
            return list.stream().map(ValueReader::raw).toList();
        }
        return Values.text(value).orElse("null");
    }

    private Optional<Object> wrong(String path, ConfigValue value, String must) {
        problems.wrongValue(path, value, must);
        return Optional.empty();
    }
}
