package io.maskwise.jobs;

import io.maskwise.KebabCase;

/** How a command ended, in a word. */
public enum Status {
    /** The work was done now. */
    DONE,
    /** The work had been done before, for the same inputs. */
    ALREADY_COMPLETE,
    /** A dry run: all was checked, nothing was done. */
    PLANNED,
    /** It failed. */
    FAILED;

    /** As the result file has it: {@code already-complete}. */
    public String word() {
        return KebabCase.of(this);
    }
}
