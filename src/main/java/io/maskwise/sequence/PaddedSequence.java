package io.maskwise.sequence;

import java.io.Serializable;

/**
 * One row of a prepared dataset: a sequence of token ids padded to its bucket's length, with its mask.
 *
 * <p>The arrays are not copied: a row belongs to whoever made it, and nobody changes it.
 *
 * @param id the row's id
 * @param tokens token ids, shape {@code [time]}; 0 under the mask
 * @param mask which steps are real, shape {@code [time]}, {@code true} = real
 * @param labels label ids: {@code [time]} for labels per token (any value under the mask), {@code [1]} for a label
 *     per sequence, empty where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copies would double the memory of a shard
public record PaddedSequence(String id, int[] tokens, boolean[] mask, int[] labels) implements Serializable {
    /** @throws IllegalArgumentException if mask or labels do not fit the tokens */
    public PaddedSequence {
        if (mask.length != tokens.length) {
            throw new IllegalArgumentException("Invalid row " + id + ": its mask has " + mask.length
                    + " steps (must be " + tokens.length + ", as its tokens)");
        }
        if (labels.length > 1 && labels.length != tokens.length) {
            throw new IllegalArgumentException("Invalid row " + id + ": it has " + labels.length
                    + " labels (must be one for each of its " + tokens.length + " steps, or one, or none)");
        }
    }

    /** The padded length. */
    public int time() {
        return tokens.length;
    }

    /** The number of real steps. */
    public int length() {
        int length = 0;
        for (boolean real : mask) {
            length += real ? 1 : 0;
        }
        return length;
    }
}
