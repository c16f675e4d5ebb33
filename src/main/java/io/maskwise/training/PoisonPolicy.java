package io.maskwise.training;

/** What to do with a worker's part of a round that is worth nothing. */
public enum PoisonPolicy {
    /** The run ends with exit 6. */
    FAIL,

    /** The others go on without it; the run says whose part it was. */
    SKIP
}
