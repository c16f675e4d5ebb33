package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.testing.MergeLaws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws L1, L5 and L8 for every metric. */
final class TestMetricLaws {
    private static final int SEEDS = 5;
    private static final int LONGEST = 9;

    static Stream<Arguments> metricsAndSeeds() {
        return MetricKind.all()
                .flatMap(kind -> IntStream.rangeClosed(1, SEEDS).mapToObj(seed -> Arguments.of(kind, seed)));
    }

    static Stream<MetricKind> metrics() {
        return MetricKind.all();
    }

    private static Metric metric(MetricKind kind, List<PredictionBatch> batches) {
        Metric metric = kind.empty().get();
        batches.forEach(metric::add);
        return metric;
    }

    /** Each sequence a batch of its own, without padding. */
    private static Metric alone(MetricKind kind, List<LabelledSequence> sequences) {
        return metric(
                kind,
                sequences.stream()
                        .map(sequence -> LabelledSequence.stack(List.of(sequence)))
                        .toList());
    }

    private static PredictionBatch padded(MetricKind kind, List<LabelledSequence> sequences, Random random) {
        return LabelledSequence.stack(sequences.stream()
                .map(sequence -> sequence.padded(kind, LONGEST, random))
                .toList());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("metricsAndSeeds")
    void paddingIsInvisible(MetricKind kind, int seed) {
        Random random = new Random(seed);
        List<LabelledSequence> sequences = LabelledSequence.randoms(kind, random);
        Metric expected = alone(kind, sequences);
        Metric batched = metric(kind, List.of(padded(kind, sequences, random)));
        assertThat(batched).as("bit for bit").isEqualTo(expected);
        assertThat(batched.value()).isEqualTo(expected.value()).isFinite();
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("metricsAndSeeds")
    void anySplitAndOrderMergesToTheWholeBitForBit(MetricKind kind, int seed) {
        Random random = new Random(seed);
        List<PredictionBatch> batches = new ArrayList<>();
        for (LabelledSequence sequence : LabelledSequence.randoms(kind, random)) {
            batches.add(padded(kind, Collections.nCopies(random.nextInt(3), sequence), random));
        }
        new MergeLaws<PredictionBatch, Metric>(parts -> metric(kind, parts), Metric::merge).hold(batches, seed);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("metricsAndSeeds")
    void whereNothingCountsNothingChanges(MetricKind kind, int seed) {
        Random random = new Random(seed);
        List<LabelledSequence> sequences = LabelledSequence.randoms(kind, random);
        List<LabelledSequence> masked =
                sequences.stream().map(LabelledSequence::masked).toList();
        Metric nothing = metric(kind, List.of(padded(kind, masked, random)));
        assertThat(nothing).isEqualTo(kind.empty().get());
        assertThat(nothing.value()).isEqualTo(0.0);
        Metric all = alone(kind, sequences);
        all.add(padded(kind, masked, random));
        assertThat(all).isEqualTo(alone(kind, sequences));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void whatCountsIsSeen(MetricKind kind) {
        Random random = new Random(1);
        Metric metric = alone(kind, LabelledSequence.randoms(kind, random));
        assertThat(metric).isNotEqualTo(kind.empty().get());
        assertThat(metric.value()).isNotEqualTo(0.0);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void aPredictionThatIsNoNumberIsRefusedAndChangesNothing(MetricKind kind) {
        Random random = new Random(1);
        LabelledSequence good = LabelledSequence.random(kind, random);
        LabelledSequence.Step step = new LabelledSequence.Step(
                kind.labels().random(random), new double[kind.predictions().features()], 1, true);
        Arrays.fill(step.prediction(), Double.NaN);
        List<LabelledSequence.Step> steps = new ArrayList<>(good.steps());
        steps.add(step);
        Metric metric = kind.empty().get();
        PredictionBatch batch = LabelledSequence.stack(List.of(new LabelledSequence(steps)));
        assertThatThrownBy(() -> metric.add(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Invalid prediction: NaN at row 0, step " + good.steps().size() + " (must be a");
        assertThat(metric).isEqualTo(kind.empty().get());
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void metricsOfOtherKindsDoNotMerge(MetricKind kind) {
        MetricKind.all().filter(other -> !other.name().equals(kind.name())).forEach(other -> {
            Metric metric = kind.empty().get();
            assertThatThrownBy(() -> metric.merge(other.empty().get()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot merge metrics: one is " + kind + ", the other " + other);
        });
    }

    @Test
    void everyMetricHasAnotherName() {
        assertThat(MetricKind.all().map(MetricKind::name)).doesNotHaveDuplicates();
    }
}
