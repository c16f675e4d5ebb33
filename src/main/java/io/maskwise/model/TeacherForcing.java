package io.maskwise.model;

import io.maskwise.KebabCase;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;

/**
 * What a decoder reads while it learns: the start symbol, then each label but the last, a step later than it stands.
 *
 * <p>Only labels that count are handed on, wherever they stand, so that padding on either side and gaps change nothing.
 */
final class TeacherForcing {
    private TeacherForcing() {}

    /**
     * The decoder's input of a batch, masked by the label mask; what stands under the mask means nothing.
     *
     * @throws IllegalArgumentException if the batch's labels are no target sequences
     */
    static Activation input(PaddedBatch batch) {
        if (batch.labelling() != Labelling.TARGET_SEQUENCE) {
            throw new IllegalArgumentException("Cannot run the network: it reads targets, and the batch's labels are "
                    + KebabCase.of(batch.labelling()) + " (must be " + KebabCase.of(Labelling.TARGET_SEQUENCE) + ")");
        }
        int time = batch.labelMask().time();
        Tensor ids = Tensor.zeros(batch.batch(), time);
        for (int row = 0; row < batch.batch(); row++) {
            int before = Vocabulary.START_ID;
            for (int step = 0; step < time; step++) {
                if (batch.labelMask().isReal(row, step)) {
                    ids.values()[row * time + step] = before;
                    before = batch.labels()[row][step];
                }
            }
        }
        return Activation.masked(ids, batch.labelMask());
    }
}
