package io.maskwise.sequence;

/** What becomes of a sequence that is longer than allowed. */
public enum TooLong {
    /** It loses steps. */
    TRUNCATE,
    /** It is left out, and counted. */
    DROP,
    /** It becomes several sequences, which together hold all of its steps. */
    WINDOWS
}
