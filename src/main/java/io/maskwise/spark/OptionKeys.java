package io.maskwise.spark;

import io.maskwise.KebabCase;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes option records as flat configuration keys, so that no option can be forgotten when two are compared. */
final class OptionKeys {
    private OptionKeys() {}

    /** The values of a record and of the records in it, by keys such as {@code tokenizer.lower-case}. */
    static SortedMap<String, String> flatten(Record options) {
        SortedMap<String, String> values = new TreeMap<>();
        add("", options, values);
        return values;
    }

    /** What two sets of options differ in, in words. */
    static List<String> differences(SortedMap<String, String> before, SortedMap<String, String> now) {
        List<String> differences = new ArrayList<>();
        SortedMap<String, String> all = new TreeMap<>(before);
        all.putAll(now);
        for (String key : all.keySet()) {
            String was = before.getOrDefault(key, "not set");
            String is = now.getOrDefault(key, "not set");
            if (!was.equals(is)) {
                differences.add(key + " was " + was + " and is " + is);
            }
        }
        return differences;
    }

    private static void add(String key, Object value, SortedMap<String, String> values) {
        if (value instanceof Record options) {
            for (RecordComponent component : options.getClass().getRecordComponents()) {
                add(below(key, KebabCase.of(component.getName())), component(options, component), values);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, element) -> values.put(below(key, String.valueOf(name)), String.valueOf(element)));
        } else if (value instanceof Enum<?> constant) {
            values.put(key, KebabCase.of(constant));
        } else {
            values.put(key, String.valueOf(value));
        }
    }

    private static Object component(Record options, RecordComponent component) {
        try {
            return component.getAccessor().invoke(options);
        } catch (ReflectiveOperationException bug) {
            throw new IllegalStateException("Cannot read the option " + component.getName() + ": " + bug, bug);
        }
    }

    private static String below(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }
}
