package io.maskwise.model;

import io.maskwise.text.Vocabulary;
import java.util.Arrays;

/**
 * A target sequence as far as a network has written it.
 *
 * @param ids its ids, without start and end symbol; not copied
 * @param logProbability the logarithm of the probability that the network gives to these ids and, where it has ended, to
 *     the end after them
 * @param ended whether the network wrote its end; else it was cut off
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
public record DecodedTarget(int[] ids, double logProbability, boolean ended) {
    /** Nothing yet. */
    static final DecodedTarget BEGUN = new DecodedTarget(new int[0], 0, false);

    /** That of a row without a real step: nothing, surely. */
    static final DecodedTarget NOTHING = new DecodedTarget(new int[0], 0, true);

    /** One step longer, or ended. */
    DecodedTarget with(int next, double logProbabilityOfNext) {
        double sum = logProbability + logProbabilityOfNext;
        if (next == Vocabulary.END_ID) {
            return new DecodedTarget(ids, sum, true);
        }
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = next;
        return new DecodedTarget(longer, sum, false);
    }
}
