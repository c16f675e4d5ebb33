package io.maskwise.report.tensorboard;

import io.maskwise.model.LayerNode;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a layer's parameter is in a network's flat vector.
 *
 * @param name the layer's and its own: {@code rnn/kernel}
 * @param start its first value
 * @param length how many it has
 */
record ParameterPlace(String name, int start, int length) {
    /** Those of all layers, in the vector's order. */
    static List<ParameterPlace> of(ModelSpec spec) {
        List<ParameterPlace> places = new ArrayList<>();
        int start = 0;
        for (LayerNode node : spec.nodes()) {
            for (Parameter parameter : spec.parameters(node)) {
                places.add(new ParameterPlace(node.name() + "/" + parameter.name(), start, parameter.length()));
                start += parameter.length();
            }
        }
        return places;
    }
}
