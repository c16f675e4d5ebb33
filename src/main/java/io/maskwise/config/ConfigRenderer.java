package io.maskwise.config;

import com.typesafe.config.ConfigUtil;
import io.maskwise.KebabCase;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes records as HOCON that reads back as equal records, in the order of their components. */
final class ConfigRenderer {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private final Set<String> omitted;

    private ConfigRenderer(Set<String> omitted) {
        this.omitted = omitted;
    }

    /** Writes the sections by their names, but for the full keys that are to be omitted. */
    static String render(Map<String, Record> sections, Set<String> omitted) {
        ConfigRenderer renderer = new ConfigRenderer(omitted);
        sections.forEach((name, section) -> renderer.entry("", name, section));
        return renderer.text.toString();
    }

    private void entry(String parent, String key, Object value) {
        String path = Names.below(parent, key);
        if (omitted.contains(path)) {
            return;
        }
        String indent = INDENT.repeat(ConfigUtil.splitPath(path).size() - 1);
        text.append(indent).append(ConfigUtil.joinPath(key));
        if (value instanceof Record section) {
            block(indent, () -> components(path, section));
        } else if (value instanceof Map<?, ?> map) {
            block(indent, () -> map.forEach((name, each) -> entry(path, (String) name, each)));
        } else {
            text.append(" = ").append(inline(value)).append('\n');
        }
    }

    private void block(String indent, Runnable content) {
        text.append(" {\n");
        content.run();
        text.append(indent).append("}\n");
    }

    private void components(String path, Record section) {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            entry(path, KebabCase.of(component.getName()), value(section, component));
        }
    }

    private static Object value(Record section, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(section);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot read " + component + " of " + section, impossible);
        }
    }

    private static String inline(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigRenderer::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> ConfigUtil.joinPath((String) entry.getKey()) + " = " + inline(entry.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof Enum<?> constant) {
            return KebabCase.of(constant);
        }
        return value instanceof String string ? ConfigUtil.quoteString(string) : value.toString();
    }
}
