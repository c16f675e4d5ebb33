package io.maskwise.jobs;

/** What to do about an output that exists. */
public enum ExistingOutput {
    /** Leave it and stop. */
    REFUSE,
    /** Replace it, once the new one is whole. */
    OVERWRITE
}
