package io.maskwise.spark;

import io.maskwise.sequence.LengthHistogram;
import io.maskwise.sequence.PaddingSurvey;
import io.maskwise.sequence.SurveyOptions;
import io.maskwise.text.Labelling;
import java.util.List;

/** Looks at what padding costs the rows of a dataset, from its description alone. */
public final class DatasetPadding {
    private DatasetPadding() {}

    /**
     * The survey of all rows of all splits.
     *
     * @throws io.maskwise.MaskwiseException (exit 2) if a single row exceeds the limit of cells of a batch
     */
    public static PaddingSurvey survey(DatasetMetadata dataset, SurveyOptions options) {
        List<LengthHistogram> splits = dataset.splits().values().stream()
                .map(counts -> LengthHistogram.ofCounts(counts.lengths()))
                .toList();
        long steps = splits.stream().mapToLong(LengthHistogram::tokens).sum();
        int sides = dataset.labelling() == Labelling.TARGET_SEQUENCE ? 2 : 1;
        return PaddingSurvey.of(splits, SplitCounts.ratio(dataset.realTokens(), sides * steps, 1), options);
    }
}
