package io.maskwise.model;

import java.io.Serializable;
import java.util.List;

/**
 * A layer in its place in a network.
 *
 * @param name its name, unique in the network
 * @param layer the layer
 * @param inputs what it reads: names of the network's inputs or of nodes; {@code name:1} is the second output of a
 *     layer that has several
 */
public record LayerNode(String name, Layer layer, List<String> inputs) implements Serializable {
    private static final char OUTPUT = ':';

    public LayerNode {
        inputs = List.copyOf(inputs);
        checkName("layer", name);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("Invalid layer " + name + ": it has no input (must have at least one)");
        }
    }

    static void checkName(String what, String name) {
        if (!name.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException(
                    "Invalid name of a " + what + ": '" + name + "' (must be letters, digits, '_', '.' and '-')");
        }
    }

    /** The name under which one of its outputs is read: the node's own for the first. */
    public String output(int index) {
        return index == 0 ? name : name + OUTPUT + index;
    }

    /** Which output of which node a name means. */
    static int outputIndex(String reference) {
        int colon = reference.indexOf(OUTPUT);
        return colon < 0 ? 0 : Integer.parseInt(reference.substring(colon + 1));
    }

    /** The node that a name of an output belongs to. */
    public static String nodeOf(String reference) {
        int colon = reference.indexOf(OUTPUT);
        return colon < 0 ? reference : reference.substring(0, colon);
    }
}
