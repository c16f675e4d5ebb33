package io.maskwise.training;

/** What publishing does with an output that is already there. */
public enum ExistingTarget {
    /** Refuse, and leave it as it is. */
    REFUSE,
    /** Replace it, at the moment of publishing and not before. */
    REPLACE
}
