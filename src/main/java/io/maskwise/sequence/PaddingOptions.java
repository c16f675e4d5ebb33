package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import io.maskwise.KebabCase;
import java.io.Serializable;

/**
 * How sequences are brought to one length; mostly the arguments of Keras' {@code pad_sequences}.
 *
 * @param padding where padding goes
 * @param truncating where steps are dropped from a sequence that is too long, if it is truncated
 * @param maximumLength the number of steps to keep at most; 0 = no limit
 * @param tooLong what becomes of a sequence that has more
 * @param window how it is cut into windows, if it is
 */
public record PaddingOptions(
        Side padding, Truncation truncating, int maximumLength, TooLong tooLong, WindowOptions window)
        implements Serializable {
    public PaddingOptions {
        if (maximumLength < 0) {
            throw new InvalidOption(
                    "maximum length", maximumLength + " (must be >= 0, where 0 = no limit)", "maximum-length");
        }
        if (tooLong != TooLong.TRUNCATE && maximumLength == 0) {
            String complaint = "0 (must be >= 1, as none is longer than no limit)";
            throw new InvalidOption("maximum length", complaint, "maximum-length").beside("too-long");
        }
        if (tooLong == TooLong.WINDOWS && window.stride() > maximumLength) {
            String complaint = window.stride() + " (must be <= " + maximumLength
                    + ", the maximum length, as steps between two windows would be lost)";
            throw new InvalidOption("stride of windows", complaint, "window", "stride").beside("maximum-length");
        }
    }

    /** Keras' arguments: what is too long is truncated at a side. */
    public PaddingOptions(Side padding, Side truncating, int maximumLength) {
        this(padding, Truncation.of(truncating), maximumLength, TooLong.TRUNCATE, WindowOptions.TOUCHING);
    }

    /**
     * The windows that long sequences are cut into.
     *
     * @throws IllegalStateException if they are not cut so
     */
    public Windows windows() {
        if (tooLong != TooLong.WINDOWS) {
            throw new IllegalStateException("Cannot cut into windows: the options say " + KebabCase.of(tooLong));
        }
        return new Windows(maximumLength, window.stride() == 0 ? maximumLength : window.stride());
    }
}
