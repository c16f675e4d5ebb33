package io.maskwise.spark;

import io.maskwise.text.KerasWordCounter;
import io.maskwise.text.KerasWordCounts;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import java.util.List;

/**
 * Counts the words of one file's examples for training, whole as they are before any is cut, where they are to be numbered
 * as Keras does: what was seen first decides between equally frequent words.
 */
final class KerasTally {
    /** More records than a file has. */
    private static final long RECORDS = 1L << 40;

    private final boolean counts;
    private final KerasWordCounter texts;
    private final KerasWordCounter targets;

    KerasTally(TokenizerOptions options) {
        counts = options.kind() == TokenizerKind.KERAS;
        texts = new KerasWordCounter(options.keras().tokenizer());
        targets = new KerasWordCounter(options.keras().tokenizer());
    }

    void add(RowOrigin origin, TokenizedExample example) {
        if (counts && origin.split().equals(PreparationOptions.TRAINING_SPLIT)) {
            long number = origin.file() * RECORDS + origin.ordinal();
            texts.tally(number, example.tokens());
            targets.tally(number, example.target());
        }
    }

    /** The counts of texts and of targets; none where words are not to be numbered so. */
    List<KerasWordCounts> counts() {
        return counts ? List.of(texts.counts(), targets.counts()) : List.of();
    }
}
