package io.maskwise.spark;

import io.maskwise.sequence.Seeds;
import io.maskwise.text.HoldOutOptions;
import io.maskwise.text.SourcePosition;
import java.io.Serializable;
import java.util.Map;

/**
 * Decides which records of the training split are held out, each by the seed and its own id alone: what else is in the
 * corpus, now or later, does not matter.
 */
record HoldOut(HoldOutOptions options) implements Serializable {
    /**
     * The split of a record.
     *
     * @param ofFile the split of its file
     */
    String split(String ofFile, SourcePosition record) {
        if (options.fractions().isEmpty() || !ofFile.equals(PreparationOptions.TRAINING_SPLIT)) {
            return ofFile;
        }
        double place = place(record.id());
        double end = 0;
        for (Map.Entry<String, Double> split : options.fractions().entrySet()) {
            end += split.getValue();
            if (place < end) {
                return split.getKey();
            }
        }
        return ofFile;
    }

    /** A number that is evenly spread over [0, 1). */
    private double place(String id) {
        long hash = Seeds.derive(options.seed(), id.chars().asLongStream().toArray());
        return (hash >>> 11) * 0x1.0p-53;
    }
}
