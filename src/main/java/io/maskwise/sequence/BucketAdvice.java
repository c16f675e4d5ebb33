package io.maskwise.sequence;

/**
 * How many buckets to take, and why.
 *
 * @param point that number of buckets, and what it comes to
 * @param reason why no more and no fewer
 */
public record BucketAdvice(BucketCurve.Point point, Reason reason) {
    /** The padding efficiency that is enough. */
    public static final double ENOUGH = 0.98;

    /** What a bucket must save to be worth having, as a share of all steps. */
    public static final double WORTH = 0.001;

    /** Why a number of buckets is taken. */
    public enum Reason {
        /** No fewer reach {@link #ENOUGH}. */
        ENOUGH_EFFICIENCY,
        /** Of more, each would save less than {@link #WORTH}, the price of batches counted. */
        NOTHING_MORE_TO_SAVE,
        /** No more were tried. */
        MOST_TRIED
    }

    /**
     * The advice for a curve: the fewest buckets that reach {@link #ENOUGH}, unless fewer are cheapest when every bucket
     * costs {@link #WORTH} of all steps besides its cells and its batches.
     *
     * @param curve one point at least
     * @param fill the share of the steps' room that is real where nothing is padded, 0 to 1
     * @param options the price of a batch, and how many buckets were tried
     */
    static BucketAdvice of(BucketCurve curve, double fill, SurveyOptions options) {
        BucketCurve.Point cheapest = curve.points().get(0);
        for (BucketCurve.Point point : curve.points()) {
            cheapest = cost(point, options) < cost(cheapest, options) ? point : cheapest;
        }
        for (BucketCurve.Point point : curve.points().subList(0, cheapest.buckets())) {
            if (fill * point.padded().efficiency() >= ENOUGH) {
                return new BucketAdvice(point, Reason.ENOUGH_EFFICIENCY);
            }
        }
        boolean last = cheapest.buckets() == SurveyOptions.MOST_BUCKETS;
        return new BucketAdvice(cheapest, last ? Reason.MOST_TRIED : Reason.NOTHING_MORE_TO_SAVE);
    }

    private static double cost(BucketCurve.Point point, SurveyOptions options) {
        PaddedRows padded = point.padded();
        double ofBatches = (double) options.priceOfBatch() * padded.batches();
        return padded.cells() + ofBatches + WORTH * padded.steps() * point.buckets();
    }
}
