package io.maskwise.sequence;

/** The end of a sequence at which padding or truncating happens; Keras' {@code 'pre'} and {@code 'post'}. */
public enum Side {
    /** Before the first step. */
    PRE,
    /** After the last step. */
    POST;

    /**
     * The side of Keras' name.
     *
     * @throws IllegalArgumentException if the name is not {@code pre} or {@code post}
     */
    public static Side of(String name) {
        return switch (name) {
            case "pre" -> PRE;
            case "post" -> POST;
            default -> throw new IllegalArgumentException("Invalid side: " + name + " (must be pre or post)");
        };
    }
}
