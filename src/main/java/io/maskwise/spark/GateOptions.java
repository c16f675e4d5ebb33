package io.maskwise.spark;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * What every split of a dataset must come up to, or the dataset is not published; no byte of it depends on them.
 *
 * @param maxRejectedFraction which share of the records read may be rejected, 0 to 1
 * @param maxUnknownRate which share of the tokens written may be unknown, 0 to 1
 * @param maxTruncatedFraction of which share of the rows written tokens may be cut, 0 to 1
 * @param minRows how many rows there must be, >= 0
 */
public record GateOptions(double maxRejectedFraction, double maxUnknownRate, double maxTruncatedFraction, long minRows)
        implements Serializable {
    /** Gates that let everything pass. */
    public static final GateOptions OPEN = new GateOptions(1, 1, 1, 0);

    public GateOptions {
        requireShare("rejected fraction", maxRejectedFraction, "max-rejected-fraction");
        requireShare("unknown rate", maxUnknownRate, "max-unknown-rate");
        requireShare("truncated fraction", maxTruncatedFraction, "max-truncated-fraction");
        if (minRows < 0) {
            throw new InvalidOption("number of rows", minRows + " (must be >= 0)", "min-rows");
        }
    }

    private static void requireShare(String name, double share, String key) {
        if (!(share >= 0 && share <= 1)) {
            throw new InvalidOption(name, share + " (must be from 0 to 1)", key);
        }
    }
}
