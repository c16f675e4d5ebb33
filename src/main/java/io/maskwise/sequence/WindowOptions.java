package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How long sequences are cut into windows; used by {@link TooLong#WINDOWS}.
 *
 * @param stride how many steps after the begin of a window the next one begins; 0 = where that one ends
 */
public record WindowOptions(int stride) implements Serializable {
    /** Windows that do not overlap. */
    public static final WindowOptions TOUCHING = new WindowOptions(0);

    public WindowOptions {
        if (stride < 0) {
            throw new InvalidOption(
                    "stride",
                    stride + " (must be >= 0, where 0 = the maximum length: windows do not overlap)",
                    "stride");
        }
    }
}
