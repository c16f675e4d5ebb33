package io.maskwise.metrics;

import io.maskwise.sequence.Mask;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU of a corpus with one reference for each text, by runs of up to 4 tokens, without smoothing; 0 to 1.
 *
 * <p>The geometric mean of the shares of 1 to 4 tokens in a row that stand in the reference too (each as often as there,
 * at most), times a penalty where what was written is shorter than the references. It is 0 where no four tokens in a row
 * are right, and for no text at all.
 *
 * <p>Mergeable: any split of the texts, in any order, empty parts included, merges to equal counts. A mean of the BLEU of
 * parts is not the BLEU of the whole.
 *
 * <pre>
 * Kishore Papineni, Salim Roukos, Todd Ward, Wei-Jing Zhu. BLEU: a Method for Automatic Evaluation of Machine
 * Translation. ACL 2002.
 * </pre>
 */
public final class Bleu implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 4;

    private final long[] matched = new long[LONGEST];
    private final long[] written = new long[LONGEST];
    private long referenceLength;

    /** The BLEU of nothing yet. */
    public Bleu() {}

    /**
     * Adds a text, of tokens that are equal if they are the same: strings as a rule, or ids.
     *
     * @param text what was written
     * @param reference what was to be
     */
    public void add(List<?> text, List<?> reference) {
        referenceLength += reference.size();
        for (int length = 1; length <= LONGEST; length++) {
            Map<List<?>, Integer> expected = runs(reference, length);
            Map<List<?>, Integer> found = runs(text, length);
            int order = length - 1;
            found.forEach((run, count) -> matched[order] += Math.min(count, expected.getOrDefault(run, 0)));
            written[order] += Math.max(text.size() - order, 0);
        }
    }

    private static Map<List<?>, Integer> runs(List<?> tokens, int length) {
        Map<List<?>, Integer> counts = new HashMap<>();
        for (int first = 0; first + length <= tokens.size(); first++) {
            counts.merge(tokens.subList(first, first + length), 1, Integer::sum);
        }
        return counts;
    }

    /**
     * Adds a batch of token ids, or nothing if it is wrong; what is under a mask is not there.
     *
     * @param texts what was written, shape {@code [batch, time]}
     * @param textMask which of its tokens count, of the same shape
     * @param references what was to be, of the same batch and any time
     * @param referenceMask which of its tokens count, of its shape
     * @throws IllegalArgumentException if the shapes do not fit together
     */
    public void add(int[][] texts, Mask textMask, int[][] references, Mask referenceMask) {
        MaskShape.check("texts", texts.length, row -> texts[row].length, textMask);
        MaskShape.check("references", references.length, row -> references[row].length, referenceMask);
        if (texts.length != references.length) {
            throw new IllegalArgumentException(
                    "Invalid references: " + references.length + " rows (must be " + texts.length + ", as the texts)");
        }
        for (int row = 0; row < texts.length; row++) {
            add(counted(texts[row], textMask, row), counted(references[row], referenceMask, row));
        }
    }

    private static List<Integer> counted(int[] ids, Mask mask, int row) {
        List<Integer> counted = new ArrayList<>();
        for (int step = 0; step < ids.length; step++) {
            if (mask.isReal(row, step)) {
                counted.add(ids[step]);
            }
        }
        return counted;
    }

    /** The counts of both, which stay as they are. */
    public Bleu merge(Bleu other) {
        Bleu sum = new Bleu();
        Arrays.setAll(sum.matched, order -> matched[order] + other.matched[order]);
        Arrays.setAll(sum.written, order -> written[order] + other.written[order]);
        sum.referenceLength = referenceLength + other.referenceLength;
        return sum;
    }

    /** The BLEU of all texts, 0 to 1; other programs give it times 100. */
    public double value() {
        double logarithms = 0;
        for (int length = 1; length <= LONGEST; length++) {
            logarithms += Math.log(precision(length));
        }
        return brevityPenalty() * Math.exp(logarithms / LONGEST);
    }

    /**
     * The share of so many tokens in a row that are right; 0 where there are none.
     *
     * @param length how many tokens in a row, 1 to 4
     */
    public double precision(int length) {
        return written[length - 1] == 0 ? 0 : (double) matched[length - 1] / written[length - 1];
    }

    /** What the precisions are multiplied with: below 1 where less was written than was to be, 0 for nothing. */
    public double brevityPenalty() {
        if (written[0] == 0) {
            return 0;
        }
        return written[0] > referenceLength ? 1 : Math.exp(1 - (double) referenceLength / written[0]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bleu bleu
                && Arrays.equals(bleu.matched, matched)
                && Arrays.equals(bleu.written, written)
                && bleu.referenceLength == referenceLength;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(matched) + Long.hashCode(referenceLength);
    }

    @Override
    public String toString() {
        return "Bleu[" + written[0] + " tokens for " + referenceLength + ", " + value() + "]";
    }
}
