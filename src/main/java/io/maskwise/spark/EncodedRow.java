package io.maskwise.spark;

import io.maskwise.text.Vocabulary;

/**
 * An example as ids, not yet padded.
 *
 * @param file the index of the file that it comes from
 * @param ordinal its place in the file
 * @param id the row's id
 * @param tokens token ids, shape {@code [length]}
 * @param labels label ids: {@code [length]}, {@code [1]} or empty
 * @param tokensCut how many tokens were cut
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody, and copies would double a shuffle's work
record EncodedRow(int file, long ordinal, String id, int[] tokens, int[] labels, int tokensCut) implements DatasetRow {
    /** How many of the tokens the vocabulary does not hold. */
    int unknownTokens() {
        int unknown = 0;
        for (int token : tokens) {
            unknown += token == Vocabulary.UNKNOWN_ID ? 1 : 0;
        }
        return unknown;
    }
}
