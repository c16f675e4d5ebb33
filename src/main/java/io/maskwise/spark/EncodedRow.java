package io.maskwise.spark;

import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import java.util.Arrays;

/**
 * An example as ids, not yet padded.
 *
 * @param origin the record that it comes from, and its split
 * @param name which record, or which of its windows
 * @param tokens token ids, shape {@code [length]}
 * @param labels label ids: {@code [length]}, {@code [1]} or empty; those of a target sequence with its end symbol
 * @param labelling what the labels belong to
 * @param tokensCut how many tokens were cut
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
record EncodedRow(RowOrigin origin, RowName name, int[] tokens, int[] labels, Labelling labelling, int tokensCut)
        implements DatasetRow {
    /** One window of it, whose steps are {@code [from, to)}. */
    EncodedRow window(int number, int from, int to) {
        int[] kept = labelling == Labelling.PER_TOKEN ? Arrays.copyOfRange(labels, from, to) : labels;
        return new EncodedRow(
                origin,
                RowName.ofWindow(name.record(), number),
                Arrays.copyOfRange(tokens, from, to),
                kept,
                labelling,
                0);
    }

    /** The row's id. */
    String id() {
        return name.id();
    }

    /** Which of the record's windows it is, from 0; 0 where it is the whole record. */
    int window() {
        return name.window();
    }

    /** The length that decides its bucket: that of its tokens, or of a target sequence that is longer. */
    int length() {
        return length(tokens.length, targetTokens());
    }

    static int length(int tokens, int targetTokens) {
        return Math.max(tokens, targetTokens);
    }

    /** The number of its tokens, those of a target sequence included. */
    int realTokens() {
        return tokens.length + targetTokens();
    }

    /** The number of labels of its target sequence; 0 where it has none. */
    int targetTokens() {
        return labelling == Labelling.TARGET_SEQUENCE ? labels.length : 0;
    }

    /** How many of the tokens, those of a target sequence included, the vocabularies do not hold. */
    int unknownTokens() {
        return unknown(tokens) + (targetTokens() > 0 ? unknown(labels) : 0);
    }

    private static int unknown(int[] ids) {
        int unknown = 0;
        for (int id : ids) {
            unknown += id == Vocabulary.UNKNOWN_ID ? 1 : 0;
        }
        return unknown;
    }
}
