package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestPaddingSurvey {
    private static final SurveyOptions OPTIONS = new SurveyOptions(1, new BatchOptions(8, 0), 0, 1);

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    private static LengthHistogram randomRows(Random random) {
        LengthHistogram rows = LengthHistogram.empty();
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            rows = rows.plus(random.nextInt(80), 1 + random.nextInt(20));
        }
        return rows;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPointOfTheCurveIsThePlanOfThatManyBuckets(int seed) {
        Random random = new Random(seed);
        List<LengthHistogram> splits = List.of(randomRows(random), randomRows(random));
        LengthHistogram all = splits.get(0).merge(splits.get(1));
        int multipleOf = 1 + random.nextInt(3);
        BatchOptions batch = new BatchOptions(1 + random.nextInt(9), 100);
        List<BucketCurve.Point> points =
                BucketCurve.of(splits, 32, multipleOf, batch).points();
        for (int i = 0; i < points.size(); i++) {
            BucketPlan plan = BucketPlan.of(
                    new BucketOptions(i + 1, BucketRule.CHEAPEST, multipleOf, BatchCostOptions.DEFAULT), splits);
            assertThat(points.get(i).plan()).isEqualTo(plan);
            assertThat(points.get(i).padded().cells()).isEqualTo(plan.cells(all));
            assertThat(points.get(i).padded().steps()).isEqualTo(all.tokens());
            assertThat(points.get(i).padded().batches())
                    .isEqualTo(splits.stream()
                            .mapToLong(split -> batches(split, plan, batch))
                            .sum());
        }
        assertThat(points).hasSize(Math.min(32, (int)
                all.roundedUp(multipleOf).counts().keySet().stream().count()));
    }

    private static long batches(LengthHistogram split, BucketPlan plan, BatchOptions batch) {
        int[] padded =
                IntStream.of(DrawnRows.lengths(split, 1)).map(plan::boundFor).toArray();
        return BatchPlan.unshuffled(padded, batch).values().stream()
                .mapToLong(List::size)
                .sum();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void batchesToTheirLongestHoldEveryRowWithinTheLimits(int seed) {
        Random random = new Random(seed);
        LengthHistogram rows = randomRows(random);
        SurveyOptions options =
                new SurveyOptions(1 + random.nextInt(3), new BatchOptions(1 + random.nextInt(9), 100), 0, seed);
        for (PaddedRows padded :
                List.of(BatchesToLongest.random(rows, options), BatchesToLongest.windowed(rows, options))) {
            assertThat(padded.steps()).isEqualTo(rows.tokens());
            assertThat(padded.cells()).isBetween(rows.tokens(), 100 * padded.batches());
            assertThat(padded.batches()).isBetween(rows.rows() / options.batch().rows(), rows.rows());
        }
    }

    @Test
    void batchesAreCutInTheOrderOfRows() {
        LengthHistogram rows = LengthHistogram.of(1, 2, 3, 4, 5);
        int[] order = DrawnRows.lengths(rows, 1);
        SurveyOptions pairs = new SurveyOptions(1, new BatchOptions(2, 0), 0, 1);
        long cells = 2L * Math.max(order[0], order[1]) + 2L * Math.max(order[2], order[3]) + order[4];
        assertThat(BatchesToLongest.random(rows, pairs)).isEqualTo(new PaddedRows(15, cells, 3));
        assertThat(BatchesToLongest.windowed(rows, pairs)).isEqualTo(new PaddedRows(15, 4 + 8 + 5, 3));
        SurveyOptions cells6 = new SurveyOptions(2, new BatchOptions(4, 6), 0, 1);
        // Rounded up they are 2, 2, 4, 4, 6: two of 2 steps fill four cells, a third would make it twelve.
        assertThat(BatchesToLongest.windowed(rows, cells6)).isEqualTo(new PaddedRows(15, 4 + 4 + 4 + 6, 4));
    }

    @Test
    void windowsAreOfAHundredBatches() {
        LengthHistogram rows = LengthHistogram.empty();
        for (int length = 1; length <= 50; length++) {
            rows = rows.plus(length, 40);
        }
        int[] order = DrawnRows.lengths(rows, OPTIONS.seed());
        long cells = 0;
        for (int first = 0; first < order.length; first += 800) {
            int end = Math.min(first + 800, order.length);
            Arrays.sort(order, first, end);
            for (int row = first; row < end; row += 8) {
                cells += 8L * order[row + 7];
            }
        }
        assertThat(BatchesToLongest.windowed(rows, OPTIONS)).isEqualTo(new PaddedRows(rows.tokens(), cells, 250));
    }

    @Test
    void veryManyRowsAreDrawn() {
        LengthHistogram many = LengthHistogram.ofCounts(Map.of(10, 3_000_000_000L, 30, 1_000_000_000L));
        PaddedRows random = BatchesToLongest.random(many, OPTIONS);
        assertThat(random.steps()).isCloseTo(many.tokens(), withPercentage(1));
        assertThat(random.batches()).isEqualTo(500_000_000L);
        // A batch of 8 is of short rows alone with the chance 0.75^8.
        double perRow = 30 - 20 * Math.pow(0.75, 8);
        assertThat(random.cells() / 4e9).isCloseTo(perRow, withPercentage(1));
        assertThat(BatchesToLongest.windowed(many, OPTIONS).efficiency()).isGreaterThan(0.98);
        assertThat(BatchesToLongest.random(many, OPTIONS)).isEqualTo(random);
    }

    @Test
    void takesTheFewestBucketsThatAreEfficientEnough() {
        LengthHistogram rows = LengthHistogram.ofCounts(Map.of(10, 1000L, 20, 500L, 21, 100L, 90, 50L));
        BucketAdvice advice = survey(rows, 1, 0).advice().orElseThrow();
        assertThat(advice.reason()).isEqualTo(BucketAdvice.Reason.ENOUGH_EFFICIENCY);
        assertThat(advice.point().plan().bounds()).containsExactly(10, 21, 90);
    }

    @Test
    void takesFewerWhereABucketIsNotWorthIt() {
        LengthHistogram rows = LengthHistogram.ofCounts(Map.of(10, 9985L, 11, 100L, 12, 10_015L));
        BucketAdvice advice = survey(rows, 0.5, 0).advice().orElseThrow();
        assertThat(advice.reason()).isEqualTo(BucketAdvice.Reason.NOTHING_MORE_TO_SAVE);
        assertThat(advice.point().plan().bounds()).containsExactly(10, 12);
        assertThat(survey(rows, 0.5, 100_000).advice().orElseThrow().point().buckets())
                .as("batches are dear")
                .isEqualTo(1);
    }

    @Test
    void saysThatNoMoreWereTried() {
        LengthHistogram rows = LengthHistogram.empty();
        for (int length = 1; length <= 200; length++) {
            rows = rows.plus(length, 100);
        }
        BucketAdvice advice = survey(rows, 0.5, 0).advice().orElseThrow();
        assertThat(advice.reason()).isEqualTo(BucketAdvice.Reason.MOST_TRIED);
        assertThat(advice.point().buckets()).isEqualTo(32);
    }

    private static PaddingSurvey survey(LengthHistogram rows, double fill, int price) {
        return PaddingSurvey.of(List.of(rows), fill, new SurveyOptions(1, new BatchOptions(32, 0), price, 1));
    }

    @Test
    void noRowsNeedNoAdvice() {
        PaddingSurvey survey = survey(LengthHistogram.empty(), 1, 0);
        assertThat(survey.advice()).isEmpty();
        assertThat(survey.efficiency(survey.random())).isEqualTo(1);
        assertThat(survey.curve().points()).isEmpty();
    }

    @Test
    void impossibleOptionsAreRefused() {
        assertThatThrownBy(() -> new SurveyOptions(0, new BatchOptions(1, 0), 0, 1))
                .hasMessage("Invalid divisor of lengths: 0 (must be >= 1)");
        assertThatThrownBy(() -> new SurveyOptions(1, new BatchOptions(1, 0), -1, 1))
                .hasMessage("Invalid price of a batch: -1 (must be >= 0)");
    }
}
