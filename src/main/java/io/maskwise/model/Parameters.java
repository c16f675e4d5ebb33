package io.maskwise.model;

import java.util.Map;

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
}
