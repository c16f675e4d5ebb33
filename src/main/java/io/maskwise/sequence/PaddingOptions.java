package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How sequences are brought to one length; the arguments of Keras' {@code pad_sequences}.
 *
 * @param padding where padding goes
 * @param truncating where steps are dropped from a sequence that is too long
 * @param maximumLength the number of steps to keep at most; 0 = no limit
 */
public record PaddingOptions(Side padding, Side truncating, int maximumLength) implements Serializable {
    public PaddingOptions {
        if (maximumLength < 0) {
            throw new InvalidOption(
                    "maximum length", maximumLength + " (must be >= 0, where 0 = no limit)", "maximum-length");
        }
    }
}
