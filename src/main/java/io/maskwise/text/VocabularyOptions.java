package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * Which tokens get an id of their own.
 *
 * @param minimumCount how often a token must stand in the training split, from 1
 * @param maximumSize how many ids there are at most, padding and unknown included; 0 = unlimited
 */
public record VocabularyOptions(int minimumCount, int maximumSize) implements Serializable {
    /** Every token. */
    public static final VocabularyOptions DEFAULT = new VocabularyOptions(1, 0);

    public VocabularyOptions {
        if (minimumCount < 1) {
            throw new InvalidOption("minimum count", minimumCount + " (must be >= 1)", "minimum-count");
        }
        if (maximumSize != 0 && maximumSize < Vocabulary.RESERVED) {
            throw new InvalidOption(
                    "maximum size",
                    maximumSize + " (must be 0 = unlimited, or >= 2, as padding and unknown take two ids)",
                    "maximum-size");
        }
    }
}
