package io.maskwise.model;

import java.io.Serializable;
import java.util.List;

/**
 * A layer in its place in a network.
 *
 * @param name its name, unique in the network
 * @param layer the layer
 * @param inputs the names of the nodes, or of the network's inputs, that it reads
 */
public record LayerNode(String name, Layer layer, List<String> inputs) implements Serializable {
    public LayerNode {
        inputs = List.copyOf(inputs);
        if (name.isBlank()) {
            throw new IllegalArgumentException("Invalid layer name: it is blank");
        }
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("Invalid layer " + name + ": it has no input (must have at least one)");
        }
    }
}
