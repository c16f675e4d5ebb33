package io.maskwise.report;

import io.maskwise.sequence.BucketAdvice;
import io.maskwise.sequence.BucketCurve;
import io.maskwise.sequence.PaddedRows;
import io.maskwise.sequence.PaddingSurvey;
import java.util.Locale;

/** What padding costs by one way of padding and by another, as a table with bars. */
public final class PaddingTable {
    private static final int BAR = 40;

    private final PaddingSurvey survey;
    private final Table table = Table.of("padded to", "longest of", "cells", "batches", "efficiency", "");

    private PaddingTable(PaddingSurvey survey) {
        this.survey = survey;
    }

    /**
     * A line for each number of buckets, and for batches without buckets, then how many buckets to take; empty where
     * there are no rows.
     */
    public static String render(PaddingSurvey survey) {
        return survey.advice()
                .map(advice -> new PaddingTable(survey).render(advice))
                .orElse("");
    }

    private String render(BucketAdvice advice) {
        row("no buckets", "a random batch", survey.random());
        row("no buckets", "a batch of a sorted window", survey.windowed());
        for (BucketCurve.Point point : survey.curve().points()) {
            row(buckets(point.buckets()), "the bucket", point.padded());
        }
        return table.render() + "\n" + told(advice);
    }

    private void row(String name, String longestOf, PaddedRows padded) {
        double efficiency = survey.efficiency(padded);
        String bar = "█".repeat((int) Math.round(BAR * efficiency));
        table.row(name, longestOf, padded.cells(), padded.batches(), Figures.percentage(efficiency), bar);
    }

    private static String buckets(int count) {
        return String.format(Locale.ROOT, count == 1 ? "%2d bucket" : "%2d buckets", count);
    }

    private String told(BucketAdvice advice) {
        String reached = Figures.percentage(survey.efficiency(advice.point().padded()));
        return "Take " + buckets(advice.point().buckets()).strip() + " (" + reached + "): " + reason(advice.reason())
                + ".\n";
    }

    private static String reason(BucketAdvice.Reason reason) {
        return switch (reason) {
            case ENOUGH_EFFICIENCY -> "no fewer reach " + Figures.percentage(BucketAdvice.ENOUGH);
            case NOTHING_MORE_TO_SAVE ->
                "of more, each would save less than " + Figures.percentage(BucketAdvice.WORTH)
                        + " of the steps, the price of batches counted";
            case MOST_TRIED -> "no more were tried";
        };
    }
}
