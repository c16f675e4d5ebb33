package io.maskwise.model;

import io.maskwise.KebabCase;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Layers as a configuration writes them: {@code { name = rnn, type = lstm, units = 128, inputs = [embedding] }}.
 *
 * <p>The type is a shipped layer's name in kebab-case, or the full class name of a user's own. Options are the layer's
 * record components in kebab-case; one with a {@link Default} may be left out. A whole number may be written as
 * {@code vocabulary} or {@code labels}, for the dataset's sizes. A layer reads the one before it unless {@code inputs}
 * says otherwise; its name is its type unless {@code name} does.
 */
final class LayerReader {
    private static final String NAME = "name";
    private static final String INPUTS = "inputs";
    private static final Set<String> PLACE = Set.of(NAME, INPUTS, LayerCodec.TYPE);

    private final DatasetSizes sizes;

    LayerReader(DatasetSizes sizes) {
        this.sizes = sizes;
    }

    /**
     * The layers in their places.
     *
     * @throws IllegalArgumentException if one cannot be read, saying which and what is wrong
     */
    List<LayerNode> nodes(List<Map<String, Object>> written) {
        List<LayerNode> nodes = new ArrayList<>();
        LayerNames names = new LayerNames();
        String previous = ModelSpec.INPUT;
        for (int i = 0; i < written.size(); i++) {
            Map<String, Object> one = written.get(i);
            try {
                String name = name(one, names);
                List<String> inputs = inputs(one, previous);
                Map<String, Object> options = new LinkedHashMap<>(one);
                options.keySet().removeAll(Set.of(NAME, INPUTS));
                nodes.add(new LayerNode(name, layer(options), inputs));
                previous = name;
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(
                        "layer " + (i + 1) + " " + new TreeMap<>(one) + ": " + refused.getMessage(), refused);
            }
        }
        return nodes;
    }

    private static String name(Map<String, Object> written, LayerNames names) {
        Object given = written.get(NAME);
        if (given != null) {
            names.take(given.toString());
            return given.toString();
        }
        String type = text(written, LayerCodec.TYPE);
        return names.unique(type.substring(type.lastIndexOf('.') + 1).replace('$', '-'));
    }

    private static List<String> inputs(Map<String, Object> written, String previous) {
        Object given = written.get(INPUTS);
        if (given == null) {
            return List.of(previous);
        }
        return given instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(given.toString());
    }

    private static String text(Map<String, Object> written, String key) {
        Object value = written.get(key);
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException(
                    value == null ? "it has no " + key : "Invalid " + key + ": " + value + " (must be a name)");
        }
        return text;
    }

    private Layer layer(Map<String, Object> written) {
        Class<? extends Layer> type = LayerCodec.type(className(text(written, LayerCodec.TYPE)));
        refuseUnknown(type, written);
        Map<String, Object> description = new LinkedHashMap<>();
        description.put(LayerCodec.TYPE, type.getName());
        for (RecordComponent component : type.getRecordComponents()) {
            description.put(component.getName(), value(component, written));
        }
        return LayerCodec.layer(description);
    }

    private static void refuseUnknown(Class<?> type, Map<String, Object> written) {
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(component -> KebabCase.of(component.getName()))
                .toList();
        for (String key : written.keySet()) {
            if (!known.contains(key) && !PLACE.contains(key)) {
                throw new IllegalArgumentException("Unknown option: " + key + " (must be one of "
                        + (known.isEmpty() ? "none" : String.join(", ", known)) + ")");
            }
        }
    }

    private Object value(RecordComponent component, Map<String, Object> written) {
        String key = KebabCase.of(component.getName());
        Object value = written.get(key);
        Default otherwise = component.getAnnotation(Default.class);
        if (value == null && otherwise == null) {
            throw new IllegalArgumentException("Missing option: " + key + " (it has no default)");
        }
        return parsed(component.getType(), value == null ? otherwise.value() : value, key);
    }

    private Object parsed(Class<?> type, Object written, String key) {
        if (Layer.class.isAssignableFrom(type) && written instanceof Map<?, ?> nested) {
            Map<String, Object> inner = new LinkedHashMap<>();
            nested.forEach((name, value) -> inner.put(String.valueOf(name), value));
            return LayerCodec.describe(layer(inner));
        }
        String text = written.toString();
        try {
            if (type == int.class) {
                return Integer.valueOf(sizes.resolve(text));
            }
            if (type == long.class) {
                return Long.valueOf(text);
            }
            if (type == double.class) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Invalid " + key + ": " + text + " (must be a "
                    + (type == double.class ? "number" : "whole number, or vocabulary or labels") + ")");
        }
        if (type == boolean.class) {
            return truth(text, key);
        }
        return type.isEnum() ? constant(type, text, key) : text;
    }

    private static boolean truth(String text, String key) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Invalid " + key + ": " + text + " (must be true or false)");
        };
    }

    private static String constant(Class<?> type, String text, String key) {
        for (Object constant : type.getEnumConstants()) {
            if (KebabCase.of((Enum<?>) constant).equals(text)) {
                return ((Enum<?>) constant).name();
            }
        }
        String known = Arrays.stream(type.getEnumConstants())
                .map(constant -> KebabCase.of((Enum<?>) constant))
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("Invalid " + key + ": " + text + " (must be one of " + known + ")");
    }

    /** {@code simple-rnn} as {@code SimpleRnn}; a full class name as it is. */
    private static String className(String type) {
        if (type.contains(".")) {
            return type;
        }
        return Arrays.stream(type.split("-"))
                .filter(word -> !word.isEmpty())
                .map(LayerReader::capitalized)
                .collect(Collectors.joining());
    }

    /** The first letter as a capital: {@code lstm} as {@code Lstm}, {@code 1d} as {@code 1D}. */
    private static String capitalized(String word) {
        int letter = 0;
        while (letter < word.length() - 1 && Character.isDigit(word.charAt(letter))) {
            letter++;
        }
        return word.substring(0, letter) + Character.toUpperCase(word.charAt(letter)) + word.substring(letter + 1);
    }
}
