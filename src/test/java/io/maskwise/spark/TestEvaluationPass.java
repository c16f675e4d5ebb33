package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.metrics.SpanTag;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.LengthRange;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.FakeNetworkFactory;
import io.maskwise.testing.MergeLaws;
import io.maskwise.testing.RaggedRows;
import io.maskwise.text.Labelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pass measures of rows, apart for each range of their lengths. */
final class TestEvaluationPass {
    private static final SequenceNetwork NETWORK = new FakeNetworkFactory(
                    RaggedRows.VOCABULARY, 3, RaggedRows.CLASSES, UpdaterOptions.sgd(0.1), Precision.DOUBLE)
            .create();

    private static final List<SpanTag> TAGS = SpanTag.ofLabels(List.of("O", "B-A", "I-A", "B-B"));

    private static MeasurementByLength measured(List<PaddedSequence> rows) {
        return new EvaluationPass(Labelling.PER_TOKEN, new BatchOptions(5, 0), RaggedRows.CLASSES, TAGS)
                .run(NETWORK, rows.iterator());
    }

    private static List<PaddedSequence> rows(long seed) {
        return new RaggedRows(seed).rows(60, 3, 10, 20, 40);
    }

    /** A row with so much padding more before and after, and garbage under the mask. */
    private static PaddedSequence padded(PaddedSequence row, int before, int after) {
        int time = before + row.time() + after;
        int[] tokens = new int[time];
        int[] labels = new int[time];
        boolean[] mask = new boolean[time];
        Arrays.fill(labels, Integer.MIN_VALUE);
        System.arraycopy(row.tokens(), 0, tokens, before, row.time());
        System.arraycopy(row.labels(), 0, labels, before, row.time());
        System.arraycopy(row.mask(), 0, mask, before, row.time());
        return new PaddedSequence(row.id(), tokens, mask, labels);
    }

    /** Padded to the smallest of some lengths that fits, in the order of these, on either side. */
    private static List<PaddedSequence> inBuckets(List<PaddedSequence> rows, Random random, int... bounds) {
        List<PaddedSequence> padded = new ArrayList<>();
        for (PaddedSequence row : rows) {
            int bound = Arrays.stream(bounds)
                    .filter(length -> length >= row.time())
                    .findFirst()
                    .orElseThrow();
            int before = random.nextInt(bound - row.time() + 1);
            padded.add(padded(row, before, bound - row.time() - before));
        }
        padded.sort(Comparator.comparingInt(PaddedSequence::time));
        return padded;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anySplitOfTheRowsMergesToTheSame(long seed) {
        new MergeLaws<>(TestEvaluationPass::measured, MeasurementByLength::merge).hold(rows(seed), seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void eachRangeIsTheMeasurementOfItsRowsAloneAndTogetherTheyAreTheWhole(long seed) {
        List<PaddedSequence> rows = rows(seed);
        MeasurementByLength measured = measured(rows);
        Map<LengthRange, List<PaddedSequence>> apart =
                rows.stream().collect(Collectors.groupingBy(row -> LengthRange.of(row.length())));
        assertThat(measured.ranges().keySet()).isEqualTo(apart.keySet());
        apart.forEach((range, ofRange) -> assertThat(measured.ranges().get(range))
                .as(range.toString())
                .isEqualTo(measured(ofRange).whole()));

        Measurement oneByOne = rows.stream()
                .map(row -> measured(List.of(row)).whole())
                .reduce(Measurement.empty(RaggedRows.CLASSES), Measurement::merge);
        assertThat(measured.whole()).isEqualTo(oneByOne);
        assertThat(measured.ranges().values().stream()
                        .mapToLong(range -> range.classes().tokens())
                        .sum())
                .isEqualTo(rows.stream().mapToLong(PaddedSequence::length).sum());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whateverTheBucketsTheLengthsSayTheSame(long seed) {
        List<PaddedSequence> rows = rows(seed);
        Random random = new Random(seed);
        MeasurementByLength one = measured(inBuckets(rows, random, 64));
        MeasurementByLength many = measured(inBuckets(rows, random, 3, 11, 25, 40));
        assertThat(one).isEqualTo(many).isEqualTo(measured(rows));
    }

    @Test
    void countsTheLabelsOfARowInTheRangeOfItsLength() {
        List<PaddedSequence> rows = new ArrayList<>();
        for (int length : new int[] {0, 1, 4, 5, 8, 9, 2}) {
            int[] ones = new int[length];
            boolean[] real = new boolean[length];
            Arrays.fill(ones, 1);
            Arrays.fill(real, true);
            rows.add(padded(new PaddedSequence("r" + length, ones, real, ones), 0, 16 - length));
        }
        Map<String, Long> tokens = new TreeMap<>();
        measured(rows)
                .ranges()
                .forEach(
                        (range, of) -> tokens.put(range.toString(), of.classes().tokens()));
        assertThat(tokens).isEqualTo(Map.of("0", 0L, "1 to 4", 7L, "5 to 8", 13L, "9 to 16", 9L));
        assertThat(measured(Collections.emptyList()).ranges()).isEmpty();
        assertThat(measured(Collections.emptyList()).whole()).isEqualTo(Measurement.empty(RaggedRows.CLASSES));
    }
}
