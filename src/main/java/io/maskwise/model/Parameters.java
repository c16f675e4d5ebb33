package io.maskwise.model;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Parameters by name. */
final class Parameters {
    private Parameters() {}

    /** @throws IllegalArgumentException if there is none of that name */
    static INDArray of(Map<String, INDArray> parameters, String name) {
        INDArray parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(
                    "Cannot compute a layer: no parameter " + name + " among " + parameters.keySet());
        }
        return parameter;
    }
}
