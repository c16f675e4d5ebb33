package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.util.Optional;

/**
 * Which tokens get an id of their own.
 *
 * @param minimumCount how often a token must stand in the training split, from 1
 * @param maximumSize how many ids there are at most, padding and unknown included; 0 = unlimited
 * @param file the vocabulary to use instead, on the machine that the command is started on; empty = count tokens
 * @param targetFile that of target texts, likewise
 */
public record VocabularyOptions(int minimumCount, int maximumSize, String file, String targetFile)
        implements Serializable {
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

    /** Tokens that are counted. */
    public VocabularyOptions(int minimumCount, int maximumSize) {
        this(minimumCount, maximumSize, "", "");
    }

    /** The vocabulary of texts that is given; nothing where tokens are counted. */
    public Optional<VocabularyFile> given() {
        return VocabularyFile.of(file, "vocabulary.file");
    }

    /** The vocabulary of target texts that is given; nothing where tokens are counted. */
    public Optional<VocabularyFile> givenTargets() {
        return VocabularyFile.of(targetFile, "vocabulary.target-file");
    }
}
