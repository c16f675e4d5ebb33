package io.maskwise.spark;

import io.maskwise.sequence.PadSequences;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import java.io.Serializable;

/** Pads rows to their bucket's length; under the mask stand the padding id and label 0. */
record RowPadder(Side padding, Labelling labelling) implements Serializable {
    PaddedSequence pad(EncodedRow row, int bound) {
        PadSequences pad = PadSequences.of(new PaddingOptions(padding, Side.POST, bound));
        int[] tokens = pad.pad(new int[][] {row.tokens()}, Vocabulary.PADDING_ID)[0];
        boolean[] mask = pad.maskRow(row.tokens().length, bound);
        return switch (labelling) {
            case PER_TOKEN -> new PaddedSequence(row.id(), tokens, mask, padded(pad, row.labels()));
            case PER_SEQUENCE, NONE -> new PaddedSequence(row.id(), tokens, mask, row.labels());
            case TARGET_SEQUENCE -> {
                boolean[] labelMask = pad.maskRow(row.labels().length, bound);
                yield new PaddedSequence(row.id(), tokens, mask, padded(pad, row.labels()), labelMask);
            }
        };
    }

    private static int[] padded(PadSequences pad, int[] labels) {
        return pad.pad(new int[][] {labels}, 0)[0];
    }
}
