package io.maskwise.model;

import java.io.Serializable;

/**
 * An input of a network.
 *
 * @param name its name, unique among inputs and layers
 * @param shape the shape of one example's values
 * @param masked whether the caller gives a mask with it
 */
public record ModelInput(String name, Shape shape, boolean masked) implements Serializable {
    public ModelInput {
        LayerNode.checkName("input", name);
        if (masked && !shape.hasTime()) {
            throw new IllegalArgumentException(
                    "Invalid input " + name + ": " + shape + " with a mask (must have time steps to have a mask)");
        }
    }

    /** Token ids of any length, with a mask that says which are real. */
    public static ModelInput maskedTokens(String name) {
        return new ModelInput(name, Shape.tokens(), true);
    }
}
