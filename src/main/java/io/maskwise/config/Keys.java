package io.maskwise.config;

import io.maskwise.KebabCase;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys that a record can be configured by. */
final class Keys {
    private Keys() {}

    /** Every key below the sections, in the order of the records' components. */
    static List<String> of(Map<String, Class<? extends Record>> sections) {
        List<String> keys = new ArrayList<>();
        sections.forEach((section, type) -> collect(type, section, keys));
        return List.copyOf(keys);
    }

    private static void collect(Class<?> type, String path, List<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = Names.below(path, KebabCase.of(component.getName()));
            if (component.getType().isRecord()) {
                collect(component.getType(), key, keys);
            } else {
                keys.add(key);
            }
        }
    }
}
