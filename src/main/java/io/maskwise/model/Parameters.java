package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Parameters by name. */
final class Parameters {
    private Parameters() {}

    /** @throws IllegalArgumentException if there is none of that name */
    static Tensor of(Map<String, Tensor> parameters, String name) {
        Tensor parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(
                    "Cannot compute a layer: no parameter " + name + " among " + parameters.keySet());
        }
        return parameter;
    }

    /** Those of a part of a layer, whose names begin with a prefix; without it. */
    static Map<String, Tensor> part(Map<String, Tensor> tensors, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }

    /** The parameters of a part of a layer, under names that begin with a prefix. */
    static Stream<Parameter> prefixed(List<Parameter> parameters, String prefix) {
        return parameters.stream().map(one -> new Parameter(prefix + one.name(), one.shape(), one.initializer()));
    }
}
