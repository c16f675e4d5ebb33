package io.maskwise.model;

/** The laws of masking that can be measured on a layer or a network by itself. */
public enum Law {
    /** L1: how a sequence is padded, and what stands under the mask, changes no number. */
    PADDING_INVARIANCE("L1", 1e-10),
    /** L3: gradients agree with central differences; the error is relative. */
    TRUE_GRADIENTS("L3", 1e-6),
    /** L8: what has no real step gives zero gradients and no NaN. */
    NOTHING_REAL("L8", 0);

    private final String id;
    private final double tolerance;

    Law(String id, double tolerance) {
        this.id = id;
        this.tolerance = tolerance;
    }

    /** Its short name. */
    public String id() {
        return id;
    }

    /** The largest error with which it still holds, in double precision. */
    public double tolerance() {
        return tolerance;
    }
}
