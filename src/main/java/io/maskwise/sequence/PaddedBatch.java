package io.maskwise.sequence;

import io.maskwise.text.Labelling;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Rows of one padded length, stacked: what a network is fed.
 *
 * <p>The label mask says which labels count. For labels per token it is the sequence's own mask; for a label per
 * sequence it is {@code [batch, 1]}, and a row without a real step does not count; a target sequence has a mask of its
 * own length. A loss or metric over this batch has the weight {@link #labelCount()}. The arrays are not copied: whoever
 * stacks rows lends theirs.
 *
 * <p>Label weights multiply what a label costs; a label that counts is counted as one, whatever it weighs.
 */
@SuppressWarnings("ArrayRecordComponent") // a batch is made, used once and forgotten
public record PaddedBatch(
        int[][] tokens,
        Mask mask,
        int[][] labels,
        Mask labelMask,
        Labelling labelling,
        Optional<double[][]> labelWeights) {
    /**
     * @param tokens token ids, shape {@code [batch, time]}
     * @param mask which steps are real, shape {@code [batch, time]}
     * @param labels label ids, shape {@code [batch, time]} or {@code [batch, 1]}, or {@code [batch, 0]} for none;
     *     {@code [batch, target time]} for a target sequence
     * @param labelMask which labels count, of the labels' shape
     * @param labelling what the labels belong to
     * @param labelWeights what each label weighs, of the labels' shape, finite and not negative where it counts;
     *     absent = all 1
     * @throws IllegalArgumentException if the shapes do not fit together, a label that counts has no valid weight, or
     *     a token's label counts where no token is; whether the label of a row without any counts is for the caller to
     *     say, as in Keras
     */
    public PaddedBatch {
        check("tokens", tokens.length, row -> tokens[row].length, mask);
        check("labels", labels.length, row -> labels[row].length, labelMask);
        if (labelMask.batch() != mask.batch()) {
            throw new IllegalArgumentException(
                    "Invalid label mask: " + labelMask.batch() + " rows (must be " + mask.batch() + ", as the mask)");
        }
        if (labelling != Labelling.TARGET_SEQUENCE && labelMask.time() > 1) {
            if (labelMask.time() != mask.time()) {
                throw new IllegalArgumentException("Invalid label mask: " + labelMask.time() + " steps (must be "
                        + mask.time() + ", as the mask, or 1, or 0)");
            }
            refuseLabelsOfPadding(mask, labelMask);
        }
        if (labelWeights.isPresent()) {
            checkWeights(labelWeights.get(), labelMask);
        }
    }

    /** A batch whose labels all weigh 1. */
    public PaddedBatch(int[][] tokens, Mask mask, int[][] labels, Mask labelMask, Labelling labelling) {
        this(tokens, mask, labels, labelMask, labelling, Optional.empty());
    }

    /** A batch whose labels belong to its tokens, or one to each row, or that has none, as their shape says. */
    public PaddedBatch(int[][] tokens, Mask mask, int[][] labels, Mask labelMask) {
        this(tokens, mask, labels, labelMask, labelling(labelMask));
    }

    private static Labelling labelling(Mask labelMask) {
        return switch (labelMask.time()) {
            case 0 -> Labelling.NONE;
            case 1 -> Labelling.PER_SEQUENCE;
            default -> Labelling.PER_TOKEN;
        };
    }

    /**
     * This batch with weights for its labels.
     *
     * @param weights of the labels' shape; not copied
     */
    public PaddedBatch withLabelWeights(double[][] weights) {
        return new PaddedBatch(tokens, mask, labels, labelMask, labelling, Optional.of(weights));
    }

    private static void checkWeights(double[][] weights, Mask labelMask) {
        check("label weights", weights.length, row -> weights[row].length, labelMask);
        for (int row = 0; row < weights.length; row++) {
            for (int step = 0; step < weights[row].length; step++) {
                double weight = weights[row][step];
                if (labelMask.isReal(row, step) && !(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("Invalid label weights: " + weight + " at row " + row + ", step "
                            + step + " (must be finite and >= 0)");
                }
            }
        }
    }

    private static void refuseLabelsOfPadding(Mask mask, Mask labelMask) {
        for (int row = 0; row < labelMask.batch(); row++) {
            for (int step = 0; step < labelMask.time(); step++) {
                if (labelMask.isReal(row, step) && !mask.isReal(row, step)) {
                    throw new IllegalArgumentException("Invalid label mask: the label at row " + row + ", step " + step
                            + " counts (must not, as nothing is real there)");
                }
            }
        }
    }

    private static void check(String what, int rows, IntUnaryOperator steps, Mask mask) {
        if (rows != mask.batch()) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + rows + " rows (must be " + mask.batch() + ", as the mask)");
        }
        for (int row = 0; row < rows; row++) {
            if (steps.applyAsInt(row) != mask.time()) {
                throw new IllegalArgumentException("Invalid " + what + ": row " + row + " has " + steps.applyAsInt(row)
                        + " steps (must be " + mask.time() + ", as the mask)");
            }
        }
    }

    /**
     * Stacks rows of one padded length.
     *
     * @param rows at least one row, all of one padded length
     * @param labelling what the rows' labels belong to
     */
    public static PaddedBatch stack(List<PaddedSequence> rows, Labelling labelling) {
        int[][] tokens = rows.stream().map(PaddedSequence::tokens).toArray(int[][]::new);
        Mask mask = Mask.of(rows.stream().map(PaddedSequence::mask).toArray(boolean[][]::new));
        int[][] labels = rows.stream()
                .map(row -> labelling == Labelling.NONE ? new int[0] : row.labels())
                .toArray(int[][]::new);
        return new PaddedBatch(tokens, mask, labels, labelMask(rows, mask, labelling), labelling);
    }

    /**
     * Stacks rows of one padded length, without the steps at both ends in which none of them has anything real.
     *
     * @param rows at least one row, all of one padded length
     * @param labelling what the rows' labels belong to
     */
    public static PaddedBatch trimmed(List<PaddedSequence> rows, Labelling labelling) {
        StepRange steps = StepRange.ofReal(rows, PaddedSequence::mask);
        StepRange labels =
                labelling == Labelling.TARGET_SEQUENCE ? StepRange.ofReal(rows, PaddedSequence::labelMask) : steps;
        return stack(rows.stream().map(row -> row.cut(labelling, steps, labels)).toList(), labelling);
    }

    private static Mask labelMask(List<PaddedSequence> rows, Mask mask, Labelling labelling) {
        return switch (labelling) {
            case PER_TOKEN -> mask;
            case TARGET_SEQUENCE ->
                Mask.of(rows.stream().map(PaddedSequence::labelMask).toArray(boolean[][]::new));
            case PER_SEQUENCE -> {
                int[] counts = new int[mask.batch()];
                for (int row = 0; row < counts.length; row++) {
                    counts[row] = mask.realSteps(row) > 0 ? 1 : 0;
                }
                yield Mask.ofLengths(counts, 1, Side.POST);
            }
            case NONE -> Mask.allReal(mask.batch(), 0);
        };
    }

    /** The number of rows. */
    public int batch() {
        return mask.batch();
    }

    /** The padded length. */
    public int time() {
        return mask.time();
    }

    /** The number of tokens that a network reads or learns to write: those of sequences and of target sequences. */
    public long realTokens() {
        return mask.realSteps() + (labelling == Labelling.TARGET_SEQUENCE ? labelMask.realSteps() : 0);
    }

    /** Its steps, real or not, those of target sequences included. */
    public long cells() {
        return cells(mask) + (labelling == Labelling.TARGET_SEQUENCE ? cells(labelMask) : 0);
    }

    private static long cells(Mask mask) {
        return (long) mask.batch() * mask.time();
    }

    /** What a label weighs, if it counts. */
    public double labelWeight(int row, int step) {
        return labelWeights.isPresent() ? labelWeights.get()[row][step] : 1;
    }

    /** The number of labels that count: the weight of this batch. */
    public long labelCount() {
        return labelMask.realSteps();
    }
}
