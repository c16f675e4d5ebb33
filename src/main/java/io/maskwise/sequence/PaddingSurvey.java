package io.maskwise.sequence;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * How much of the same rows is padding by one way of padding and by another.
 *
 * @param fill the share of the rows' steps that is real where nothing is padded: 1, or less where the shorter of a text
 *     and its target is padded to the longer; every efficiency is to be multiplied by it
 * @param curve buckets, by their number
 * @param random no buckets: batches of rows in random order, each padded to its longest row
 * @param windowed likewise, of rows sorted by length within windows of the rows of 100 batches
 * @param advice how many buckets to take; none without rows
 */
public record PaddingSurvey(
        double fill, BucketCurve curve, PaddedRows random, PaddedRows windowed, Optional<BucketAdvice> advice) {
    /**
     * The survey of some rows.
     *
     * @param splits the rows of each split, which is batched by itself
     * @throws io.maskwise.MaskwiseException (exit 2) if a single row exceeds the limit of cells of a batch
     */
    public static PaddingSurvey of(Collection<LengthHistogram> splits, double fill, SurveyOptions options) {
        BucketCurve curve = BucketCurve.of(splits, SurveyOptions.MOST_BUCKETS, options.multipleOf(), options.batch());
        return new PaddingSurvey(
                fill,
                curve,
                sum(splits, split -> BatchesToLongest.random(split, options)),
                sum(splits, split -> BatchesToLongest.windowed(split, options)),
                curve.points().isEmpty() ? Optional.empty() : Optional.of(BucketAdvice.of(curve, fill, options)));
    }

    private static PaddedRows sum(Collection<LengthHistogram> splits, Function<LengthHistogram, PaddedRows> ofSplit) {
        return splits.stream().map(ofSplit).reduce(PaddedRows.NONE, PaddedRows::plus);
    }

    /** The share of what is stored that is real, 0 to 1. */
    public double efficiency(PaddedRows padded) {
        return fill * padded.efficiency();
    }
}
