package io.maskwise.model;

import io.maskwise.KebabCase;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes target sequences with a network of the task {@link ModelTask#SEQ2SEQ}: at each step the likeliest id, until
 * that is the end symbol.
 *
 * <p>Padding and the start symbol, which are never labels, are never written; of equally likely ids it is the lowest. A
 * row is decoded alike alone, in a batch, and however it is padded; one without a real step gives an empty target.
 *
 * <p>Each step runs the network on all that was written before, so that a target of n ids costs n passes.
 */
public final class GreedyDecoder {
    private final SequenceNetwork network;
    private final int maximumLength;

    /**
     * Decodes by a network.
     *
     * @param network the network, which stays its owner's
     * @param maximumLength how many ids are written at most where no end symbol comes, >= 1
     * @throws IllegalArgumentException if the network does not write targets
     */
    public GreedyDecoder(SequenceNetwork network, int maximumLength) {
        if (network.spec().task() != ModelTask.SEQ2SEQ) {
            throw new IllegalArgumentException("Cannot decode by a network for "
                    + KebabCase.of(network.spec().task()) + " (must be for " + KebabCase.of(ModelTask.SEQ2SEQ) + ")");
        }
        if (maximumLength < 1) {
            throw new IllegalArgumentException("Invalid maximum length: " + maximumLength + " (must be >= 1)");
        }
        this.network = network;
        this.maximumLength = maximumLength;
    }

    /**
     * Decodes a batch.
     *
     * @param tokens token ids, shape {@code [batch, time]}
     * @param mask which of them are real
     * @return the ids of each row's target, without start and end symbol
     */
    public int[][] decode(int[][] tokens, Mask mask) {
        return write(tokens, mask).stream().map(DecodedTarget::ids).toArray(int[][]::new);
    }

    /**
     * Decodes a batch, and says how likely what it wrote is.
     *
     * @param tokens token ids, shape {@code [batch, time]}
     * @param mask which of them are real
     * @return each row's target
     */
    public List<DecodedTarget> write(int[][] tokens, Mask mask) {
        DecodedTarget[] targets = new DecodedTarget[tokens.length];
        Arrays.fill(targets, DecodedTarget.NOTHING);
        boolean[][] real = mask.toRows();
        List<Begun> open = new ArrayList<>();
        for (int row = 0; row < tokens.length; row++) {
            if (mask.realSteps(row) > 0) {
                open.add(new Begun(row, tokens[row], real[row], DecodedTarget.BEGUN));
            }
        }
        for (int length = 0; length < maximumLength && !open.isEmpty(); length++) {
            List<Begun> extended = extended(open);
            extended.forEach(begun -> targets[begun.row()] = begun.written());
            open = extended.stream().filter(begun -> !begun.written().ended()).toList();
        }
        return List.of(targets);
    }

    /** All of them, one id longer or ended. */
    private List<Begun> extended(List<Begun> open) {
        List<PaddedSequence> rows = open.stream().map(Begun::asked).toList();
        BatchScores scores = network.forward(PaddedBatch.stack(rows, Labelling.TARGET_SEQUENCE));
        List<Begun> extended = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Begun begun = open.get(i);
            double[] logProbabilities =
                    scores.logProbabilities()[i][begun.written().ids().length];
            int next = likeliest(logProbabilities);
            extended.add(begun.with(begun.written().with(next, logProbabilities[next])));
        }
        return extended;
    }

    private static int likeliest(double[] logProbabilities) {
        int best = Vocabulary.UNKNOWN_ID;
        for (int id = 0; id < logProbabilities.length; id++) {
            boolean label = id != Vocabulary.PADDING_ID && id != Vocabulary.START_ID;
            best = label && logProbabilities[id] > logProbabilities[best] ? id : best;
        }
        return best;
    }

    /** A row of the batch with what is written of its target so far. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one step
    private record Begun(int row, int[] tokens, boolean[] mask, DecodedTarget written) {
        /** The row with one more label, which asks for scores and which nothing reads. */
        PaddedSequence asked() {
            int[] labels = Arrays.copyOf(written.ids(), written.ids().length + 1);
            boolean[] labelMask = new boolean[labels.length];
            Arrays.fill(labelMask, true);
            return new PaddedSequence("", tokens, mask, labels, labelMask);
        }

        Begun with(DecodedTarget longer) {
            return new Begun(row, tokens, mask, longer);
        }
    }
}
