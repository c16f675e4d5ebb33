package io.maskwise.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layers as plain maps and back, so that a model file can name them.
 *
 * <p>A layer is a record; the map holds its class under {@value #TYPE} and its components (numbers, booleans, strings,
 * enums, layers) under their names. Our own layers are named without their package.
 */
final class LayerCodec {
    static final String TYPE = "type";
    private static final String PACKAGE = Layer.class.getPackageName() + ".";

    private LayerCodec() {}

    static Map<String, Object> describe(Layer layer) {
        Class<?> type = layer.getClass();
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    "Cannot store layer " + type.getName() + ": it is not a record (make it one)");
        }
        Map<String, Object> description = new LinkedHashMap<>();
        String name = type.getName();
        description.put(TYPE, name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : name);
        for (RecordComponent component : type.getRecordComponents()) {
            description.put(component.getName(), value(layer, component));
        }
        return description;
    }

    private static Object value(Layer layer, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // a user's record need not be public
            Object value = accessor.invoke(layer);
            if (value instanceof Layer nested) {
                return describe(nested);
            }
            return value instanceof Enum<?> constant ? constant.name() : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot read " + component.getName() + " of layer " + layer, e);
        }
    }

    /** @throws IllegalArgumentException if the map does not describe a layer */
    static Layer layer(Map<String, ?> description) {
        Class<? extends Layer> type = type(String.valueOf(description.get(TYPE)));
        List<Class<?>> types = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            values.add(converted(component, description.get(component.getName()), type));
        }
        try {
            Constructor<? extends Layer> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getTargetException().getMessage()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot make layer " + description, e);
        }
    }

    /** @throws IllegalArgumentException if it is not the name of a layer */
    static Class<? extends Layer> type(String name) {
        try {
            String qualified = name.contains(".") ? name : PACKAGE + name;
            Class<?> type = Class.forName(qualified, false, LayerCodec.class.getClassLoader());
            if (Layer.class.isAssignableFrom(type) && type.isRecord()) {
                return type.asSubclass(Layer.class);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("Unknown layer: " + name + " (its class is not on the class path)", e);
        }
        throw new IllegalArgumentException("Invalid layer: " + name + " (must be a record that implements Layer)");
    }

    private static Object converted(RecordComponent component, @Nullable Object stored, Class<?> layer) {
        Class<?> type = component.getType();
        if (type == int.class && stored instanceof Number number) {
            return number.intValue();
        }
        if (type == long.class && stored instanceof Number number) {
            return number.longValue();
        }
        if (type == double.class && stored instanceof Number number) {
            return number.doubleValue();
        }
        if (type == boolean.class && stored instanceof Boolean flag) {
            return flag;
        }
        if (type == String.class && stored instanceof String text) {
            return text;
        }
        if (type.isEnum() && stored instanceof String text) {
            return constant(type, text);
        }
        if (Layer.class.isAssignableFrom(type) && stored instanceof Map<?, ?> nested) {
            Layer inner = nested(nested);
            if (type.isInstance(inner)) {
                return inner;
            }
        }
        throw new IllegalArgumentException("Invalid " + component.getName() + " of layer " + layer.getSimpleName()
                + ": " + stored + " (must be a value of type " + type.getSimpleName() + ")");
    }

    private static Layer nested(Map<?, ?> stored) {
        Map<String, Object> description = new LinkedHashMap<>();
        stored.forEach((name, value) -> description.put(String.valueOf(name), value));
        return layer(description);
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("Invalid " + type.getSimpleName() + ": " + name + " (must be one of "
                + List.of(type.getEnumConstants()) + ")");
    }
}
