package io.maskwise.model;

import io.maskwise.text.Vocabulary;

/**
 * The sizes of a dataset that a network must fit.
 *
 * @param vocabulary how many token ids there are, padding and unknown included
 * @param labels how many labels there are
 */
record DatasetSizes(int vocabulary, int labels) {
    private static final int LEAST = Vocabulary.END_ID + 1;

    /** Sizes with which every id that a decoder starts from exists, to see whether layers fit together before there is one. */
    static final DatasetSizes ANY = new DatasetSizes(LEAST, LEAST);

    /** The size that a word of the configuration stands for, or the word itself. */
    String resolve(String word) {
        return switch (word) {
            case "vocabulary" -> Integer.toString(vocabulary);
            case "labels" -> Integer.toString(labels);
            default -> word;
        };
    }
}
