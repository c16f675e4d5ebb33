package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule against its definition, on rows of several splits. */
final class TestBucketRules {
    private static final int LONGEST = 12;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 80);
    }

    /** Rows of one to three splits, up to {@value #LONGEST} steps, and options to plan their buckets by. */
    private record Case(List<LengthHistogram> splits, BucketOptions options) {
        static Case random(BucketRule rule, int seed) {
            Random random = new Random(seed);
            List<LengthHistogram> splits = new ArrayList<>();
            for (int split = 1 + random.nextInt(3); split > 0; split--) {
                LengthHistogram rows = LengthHistogram.empty().plus(random.nextInt(LONGEST + 1), 1);
                for (int i = random.nextInt(9); i > 0; i--) {
                    rows = rows.plus(random.nextInt(LONGEST + 1), 1 + random.nextInt(15));
                }
                splits.add(rows);
            }
            int multipleOf = 1 + random.nextInt(4);
            int cells = random.nextBoolean() ? 0 : 16 + random.nextInt(60);
            BatchCostOptions batch = new BatchCostOptions(
                    1 + random.nextInt(9), cells, random.nextBoolean() ? random.nextInt(30) : random.nextInt(4));
            return new Case(splits, new BucketOptions(1 + random.nextInt(5), rule, multipleOf, batch));
        }

        BucketPlan plan() {
            return BucketPlan.of(options, splits);
        }

        LengthHistogram all() {
            return splits.stream().reduce(LengthHistogram.empty(), LengthHistogram::merge);
        }

        Case withCount(int count) {
            return new Case(splits, new BucketOptions(count, options.by(), options.multipleOf(), options.batch()));
        }

        /** Every plan of as many buckets as allowed, or fewer, into which the longest row fits. */
        Stream<BucketPlan> allPlans() {
            List<Integer> multiples = IntStream.rangeClosed(1, LONGEST + options.multipleOf() - 1)
                    .filter(length -> length % options.multipleOf() == 0)
                    .boxed()
                    .toList();
            return IntStream.range(1, 1 << multiples.size())
                    .filter(bits -> Integer.bitCount(bits) <= options.count())
                    .mapToObj(bits -> IntStream.range(0, multiples.size())
                            .filter(i -> (bits >> i & 1) == 1)
                            .mapToObj(multiples::get)
                            .toList())
                    .filter(bounds -> bounds.get(bounds.size() - 1) >= all().longest())
                    .map(BucketPlan::new);
        }

        long cells(BucketPlan plan) {
            return plan.cells(all());
        }

        /** What the batches cost that {@link BatchPlan} really makes. */
        long batchCost(BucketPlan plan) {
            long cost = 0;
            for (LengthHistogram split : splits) {
                int[] padded = split.counts().entrySet().stream()
                        .flatMapToInt(entry ->
                                Collections.nCopies(entry.getValue().intValue(), plan.boundFor(entry.getKey())).stream()
                                        .mapToInt(Integer::intValue))
                        .toArray();
                for (Map.Entry<Integer, List<int[]>> bucket :
                        BatchPlan.unshuffled(padded, options.batch().batch()).entrySet()) {
                    for (int[] rows : bucket.getValue()) {
                        cost += (long) rows.length * bucket.getKey()
                                + options.batch().price();
                    }
                }
            }
            return cost;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noOtherMultiplesHaveFewerCells(int seed) {
        Case rows = Case.random(BucketRule.CHEAPEST, seed);
        long fewest = rows.allPlans().mapToLong(rows::cells).min().orElseThrow();
        assertThat(rows.cells(rows.plan())).as("%s", rows).isEqualTo(fewest);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noOtherMultiplesHaveCheaperBatches(int seed) {
        Case rows = Case.random(BucketRule.BATCHES, seed);
        List<BucketPlan> possible =
                rows.allPlans().filter(plan -> fits(rows, plan)).toList();
        if (possible.isEmpty()) {
            assertThatThrownBy(rows::plan).isInstanceOf(MaskwiseException.class);
            return;
        }
        Comparator<BucketPlan> order = Comparator.<BucketPlan>comparingLong(rows::batchCost)
                .thenComparingInt(plan -> plan.bounds().size())
                .thenComparing(TestBucketPlan::fromTheLast, TestBucketPlan::compareInOrder);
        assertThat(rows.plan())
                .as("%s", rows)
                .isEqualTo(possible.stream().min(order).orElseThrow());
    }

    private static boolean fits(Case rows, BucketPlan plan) {
        int cells = rows.options().batch().cells();
        return cells == 0 || plan.boundFor(rows.all().longest()) <= cells;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void quantilesAreTheLongestRowsOfEqualShares(int seed) {
        Case rows = Case.random(BucketRule.QUANTILES, seed);
        int multiple = rows.options().multipleOf();
        List<Integer> sorted = rows.all().counts().entrySet().stream()
                .flatMap(entry -> Collections.nCopies(entry.getValue().intValue(), entry.getKey()).stream())
                .map(length -> Math.max(1, (length + multiple - 1) / multiple) * multiple)
                .toList();
        int shares = Math.min(rows.options().count(), sorted.size());
        List<Integer> bounds = IntStream.rangeClosed(1, shares)
                .mapToObj(share -> sorted.get((share * sorted.size() + shares - 1) / shares - 1))
                .distinct()
                .toList();
        assertThat(rows.plan().bounds()).as("%s", rows).isEqualTo(bounds);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void everyBoundIsAMultipleAndEveryRowFits(BucketRule rule) {
        for (int seed = 1; seed <= 80; seed++) {
            Case rows = Case.random(rule, seed);
            if (rule == BucketRule.BATCHES && rows.options().batch().cells() > 0) {
                continue; // refused where a row is too long
            }
            BucketPlan plan = rows.plan();
            assertThat(plan.bounds())
                    .as("seed %d", seed)
                    .allMatch(bound -> bound % rows.options().multipleOf() == 0);
            assertThat(plan.bounds())
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(rows.options().count());
            assertThat(plan.boundFor(rows.all().longest()))
                    .isGreaterThanOrEqualTo(rows.all().longest());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void moreBucketsNeverCostMore(int seed) {
        Case cheapest = Case.random(BucketRule.CHEAPEST, seed);
        Case batches =
                new Case(cheapest.splits(), new BucketOptions(1, BucketRule.BATCHES, 2, new BatchCostOptions(4, 0, 9)));
        for (int count = 1; count < LONGEST; count++) {
            assertThat(cheapest.cells(cheapest.withCount(count + 1).plan()))
                    .isLessThanOrEqualTo(
                            cheapest.cells(cheapest.withCount(count).plan()));
            assertThat(batches.batchCost(batches.withCount(count + 1).plan()))
                    .isLessThanOrEqualTo(
                            batches.batchCost(batches.withCount(count).plan()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neitherTheOrderOfSplitsNorHowOftenAllRowsStandThereMatters(int seed) {
        for (BucketRule rule : BucketRule.values()) {
            Case rows = Case.random(rule, seed);
            Case free = new Case(
                    rows.splits(), new BucketOptions(rows.options().count(), rule, 1, new BatchCostOptions(5, 0, 7)));
            List<LengthHistogram> reversed = new ArrayList<>(free.splits());
            Collections.reverse(reversed);
            assertThat(BucketPlan.of(free.options(), reversed)).isEqualTo(free.plan());
            if (rule != BucketRule.BATCHES) {
                assertThat(BucketPlan.of(free.options(), List.of(free.all()))).isEqualTo(free.plan());
                List<LengthHistogram> thrice = Collections.nCopies(3, free.splits()).stream()
                        .flatMap(List::stream)
                        .toList();
                assertThat(free.cells(BucketPlan.of(free.options(), thrice))).isEqualTo(free.cells(free.plan()));
            }
        }
    }

    @Test
    void batchesWithoutAPriceAreAsCheapAsCells() {
        LengthHistogram rows = randomRows(400, 1000);
        BatchCostOptions free = new BatchCostOptions(16, 0, 0);
        for (int count : new int[] {1, 2, 5, 16, 40}) {
            BucketPlan batches = BucketPlan.of(new BucketOptions(count, BucketRule.BATCHES, 1, free), List.of(rows));
            assertThat(batches.cells(rows))
                    .isEqualTo(BucketPlan.cheapest(rows, count).cells(rows));
        }
    }

    @Test
    void aHigherPriceMakesFewerBatches() {
        LengthHistogram rows = randomRows(400, 1000);
        long before = Long.MAX_VALUE;
        BatchOptions batch = new BatchOptions(64, 0);
        for (int price : new int[] {0, 100, 1_000_000}) {
            BucketOptions options = new BucketOptions(1000, BucketRule.BATCHES, 1, new BatchCostOptions(64, 0, price));
            BucketPlan plan = BucketPlan.of(options, List.of(rows));
            int[] padded =
                    IntStream.of(DrawnRows.lengths(rows, 1)).map(plan::boundFor).toArray();
            long batches = BatchPlan.unshuffled(padded, batch).values().stream()
                    .mapToLong(List::size)
                    .sum();
            assertThat(batches).as("price %d", price).isLessThan(before);
            before = batches;
        }
        assertThat(before).as("as few as possible").isEqualTo((rows.rows() + 63) / 64);
    }

    private static LengthHistogram randomRows(int distinct, int longest) {
        Random random = new Random(7);
        LengthHistogram rows = LengthHistogram.empty();
        for (int i = 0; i < distinct; i++) {
            rows = rows.plus(random.nextInt(longest), 1 + random.nextInt(6));
        }
        return rows;
    }

    @Test
    void roundsUpTheLengthsThatOccur() {
        LengthHistogram rows = LengthHistogram.of(0, 3, 8, 9, 23);
        assertThat(bounds(BucketRule.CHEAPEST, 8, rows)).containsExactly(8, 16, 24);
        assertThat(bounds(BucketRule.QUANTILES, 8, rows)).containsExactly(8, 16, 24);
        assertThat(bounds(BucketRule.BATCHES, 8, rows)).containsExactly(24);
        for (BucketRule rule : BucketRule.values()) {
            assertThat(bounds(rule, 8, LengthHistogram.empty())).containsExactly(8);
        }
    }

    private static List<Integer> bounds(BucketRule rule, int multipleOf, LengthHistogram rows) {
        return BucketPlan.of(new BucketOptions(5, rule, multipleOf, BatchCostOptions.DEFAULT), List.of(rows))
                .bounds();
    }

    @Test
    void eachSplitIsBatchedByItself() {
        // Together 1 + 1 rows are one batch of two; apart they are two batches, and two buckets cost no more.
        BucketOptions options = new BucketOptions(2, BucketRule.BATCHES, 1, new BatchCostOptions(2, 0, 10));
        LengthHistogram shorter = LengthHistogram.of(1);
        LengthHistogram longer = LengthHistogram.of(5);
        assertThat(BucketPlan.of(options, List.of(shorter.merge(longer))).bounds())
                .containsExactly(5);
        assertThat(BucketPlan.of(options, List.of(shorter, longer)).bounds()).containsExactly(1, 5);
    }

    @Test
    void ofEquallyCheapPlansTheOneOfFewerBucketsIsTaken() {
        // [2] costs 4 cells and 1 batch, [1, 2] costs 3 cells and 2 batches.
        BucketOptions options = new BucketOptions(2, BucketRule.BATCHES, 1, new BatchCostOptions(2, 0, 1));
        assertThat(BucketPlan.of(options, List.of(LengthHistogram.of(1, 2))).bounds())
                .containsExactly(2);
    }

    @Test
    void aRowThatNoBatchHoldsIsRefusedWithTheRemedy() {
        BucketOptions options = new BucketOptions(2, BucketRule.BATCHES, 8, new BatchCostOptions(2, 63, 10));
        assertThatThrownBy(() -> BucketPlan.of(options, List.of(LengthHistogram.of(1, 57))))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot batch rows of 64 steps: a single one exceeds the limit of 63 cells in a batch"
                        + " (raise batch.cells to at least 64, or truncate rows with padding.maximum-length)");
    }
}
