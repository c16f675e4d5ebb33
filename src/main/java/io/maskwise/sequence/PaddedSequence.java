package io.maskwise.sequence;

import io.maskwise.text.Labelling;
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
 *     per sequence, as many as the label mask for a target sequence (any value under it), empty where there are none
 * @param labelMask which labels are real; the mask for labels per token
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copies would double the memory of a shard
public record PaddedSequence(String id, int[] tokens, boolean[] mask, int[] labels, boolean[] labelMask)
        implements Serializable {
    private static final boolean[] NONE = {};

    /** @throws IllegalArgumentException if a mask does not fit what it masks */
    public PaddedSequence {
        if (mask.length != tokens.length) {
            throw new IllegalArgumentException("Invalid row " + id + ": its mask has " + mask.length
                    + " steps (must be " + tokens.length + ", as its tokens)");
        }
        if (labelMask.length != labels.length) {
            throw new IllegalArgumentException("Invalid row " + id + ": its label mask has " + labelMask.length
                    + " steps (must be " + labels.length + ", as its labels)");
        }
    }

    /**
     * A row whose labels belong to its tokens, or one to all of them, or that has none.
     *
     * @throws IllegalArgumentException if mask or labels do not fit the tokens
     */
    public PaddedSequence(String id, int[] tokens, boolean[] mask, int[] labels) {
        this(id, tokens, mask, labels, labelMask(id, mask, labels.length));
    }

    private static boolean[] labelMask(String id, boolean[] mask, int labels) {
        if (labels > 1 && labels != mask.length) {
            throw new IllegalArgumentException("Invalid row " + id + ": it has " + labels
                    + " labels (must be one for each of its " + mask.length + " steps, or one, or none)");
        }
        if (labels == mask.length) {
            return mask;
        }
        return labels == 0 ? NONE : new boolean[] {length(mask) > 0};
    }

    /**
     * This row with some of its steps only.
     *
     * @param steps what stays of its tokens, and of labels that belong to them
     * @param ofTarget what stays of a target sequence
     */
    PaddedSequence cut(Labelling labelling, StepRange steps, StepRange ofTarget) {
        boolean[] kept = steps.of(mask);
        return switch (labelling) {
            case PER_TOKEN -> new PaddedSequence(id, steps.of(tokens), kept, steps.of(labels), kept);
            case TARGET_SEQUENCE ->
                new PaddedSequence(id, steps.of(tokens), kept, ofTarget.of(labels), ofTarget.of(labelMask));
            case PER_SEQUENCE, NONE -> new PaddedSequence(id, steps.of(tokens), kept, labels, labelMask);
        };
    }

    /** The padded length. */
    public int time() {
        return tokens.length;
    }

    /** The number of real steps. */
    public int length() {
        return length(mask);
    }

    private static int length(boolean[] mask) {
        int length = 0;
        for (boolean real : mask) {
            length += real ? 1 : 0;
        }
        return length;
    }
}
