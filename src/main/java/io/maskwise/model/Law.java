package io.maskwise.model;

/** The laws of masking that can be measured on a layer or a network by itself. */
public enum Law {
    /** L1: how a sequence is padded, and what stands under the mask, changes no number. */
    PADDING_INVARIANCE("L1", 1e-10, "how a sequence is padded, and what stands under the mask, changes no number"),
    /** L3: gradients agree with central differences; the error is relative. */
    TRUE_GRADIENTS("L3", 1e-6, "gradients agree with central differences; the error is relative"),
    /** L8: what has no real step gives zero gradients and no NaN. */
    NOTHING_REAL("L8", 0, "where every step is masked, gradients are zero and every number is finite");

    private final String id;
    private final double tolerance;
    private final String statement;

    Law(String id, double tolerance, String statement) {
        this.id = id;
        this.tolerance = tolerance;
        this.statement = statement;
    }

    /** Its short name. */
    public String id() {
        return id;
    }

    /** The largest error with which it still holds, in double precision. */
    public double tolerance() {
        return tolerance;
    }

    /** What it says, in a line. */
    public String statement() {
        return statement;
    }
}
