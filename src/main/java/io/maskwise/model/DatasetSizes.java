package io.maskwise.model;

/**
 * The sizes of a dataset that a network must fit.
 *
 * @param vocabulary how many token ids there are, padding and unknown included
 * @param labels how many labels there are
 */
record DatasetSizes(int vocabulary, int labels) {
    /** Some sizes, to see whether layers fit together before there is a dataset. */
    static final DatasetSizes ANY = new DatasetSizes(3, 2);

    /** The size that a word of the configuration stands for, or the word itself. */
    String resolve(String word) {
        return switch (word) {
            case "vocabulary" -> Integer.toString(vocabulary);
            case "labels" -> Integer.toString(labels);
            default -> word;
        };
    }
}
