package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import io.maskwise.testing.MergeLaws;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestSpanF1 {
    private static final List<SpanTag> TAGS = tags("O B-LOC I-LOC E-LOC S-LOC B-PER I-PER E-PER S-PER");

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    private static List<SpanTag> tags(String sentence) {
        return Arrays.stream(sentence.split(" ", -1)).map(SpanTag::parse).toList();
    }

    /** A batch of rows with padding and gaps that hold anything. */
    @SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
    private record Batch(int[][] labels, int[][] predictions, boolean[][] mask) {
        static Batch random(Random random) {
            int rows = random.nextInt(4);
            int time = random.nextInt(9);
            int[][] labels = new int[rows][time];
            int[][] predictions = new int[rows][time];
            boolean[][] mask = new boolean[rows][time];
            for (int row = 0; row < rows; row++) {
                for (int step = 0; step < time; step++) {
                    mask[row][step] = random.nextInt(4) > 0;
                    int any = random.nextInt(-3, 2 * TAGS.size());
                    labels[row][step] = mask[row][step] ? random.nextInt(TAGS.size()) : any;
                    predictions[row][step] =
                            random.nextBoolean() ? labels[row][step] : mask[row][step] ? random.nextInt(5) : -any;
                }
            }
            return new Batch(labels, predictions, mask);
        }
    }

    private static SpanF1 spans(List<Batch> batches) {
        SpanF1 spans = new SpanF1();
        batches.forEach(batch -> spans.add(batch.labels(), batch.predictions(), Mask.of(batch.mask()), TAGS));
        return spans;
    }

    private static List<Batch> randoms(int seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> Batch.random(random)).limit(10).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anySplitAndOrderMergesToTheWhole(int seed) {
        new MergeLaws<>(TestSpanF1::spans, SpanF1::merge).hold(randoms(seed), seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsUnderTheMaskIsNotThere(int seed) {
        SpanF1 expected = new SpanF1();
        for (Batch batch : randoms(seed)) {
            for (int row = 0; row < batch.mask().length; row++) {
                boolean[] real = batch.mask()[row];
                expected.add(counted(batch.labels()[row], real), counted(batch.predictions()[row], real));
            }
        }
        assertThat(spans(randoms(seed))).isEqualTo(expected);
        assertThat(expected.tokens()).isPositive();
    }

    private static List<SpanTag> counted(int[] ids, boolean[] real) {
        return IntStream.range(0, ids.length)
                .filter(step -> real[step])
                .mapToObj(step -> TAGS.get(ids[step]))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "O O, ''",
        "B-A, A0-1",
        "B-A I-A I-A, A0-3",
        "B-A B-A, A0-1 A1-2",
        "I-A I-A, A0-2", // goes on with nothing
        "O I-A, A1-2",
        "B-A I-B, A0-1 B1-2", // of another type
        "B-A O I-A, A0-1 A2-3",
        "S-A S-A, A0-1 A1-2",
        "S-A I-A, A0-1 A1-2", // goes on with what has ended
        "B-A E-A I-A, A0-2 A2-3",
        "E-A E-A, A0-1 A1-2",
        "B-A I-A E-A, A0-3",
        "B-A E-B, A0-1 B1-2",
        "B-A S-A, A0-1 A1-2",
        "I-A B-A O S-B, A0-1 A1-2 B3-4",
        "B-A, A0-1",
    })
    void anySequenceOfTagsMeansSomeSpans(String sentence, String spans) {
        String actual = Span.of(tags(sentence)).stream()
                .map(span -> span.type() + span.first() + "-" + span.end())
                .sorted((some, other) -> some.substring(1).compareTo(other.substring(1)))
                .collect(Collectors.joining(" "));
        assertThat(actual).isEqualTo(spans);
    }

    @Test
    void aTableByHand() {
        SpanF1 spans = new SpanF1();
        spans.add(tags("B-LOC I-LOC O B-PER"), tags("B-LOC I-LOC O B-LOC"));
        spans.add(tags("B-LOC I-LOC O"), tags("B-LOC O O"));
        assertThat(spans.micro()).isEqualTo(ClassScores.ofCounts(1, 3, 3));
        assertThat(spans.perType())
                .containsEntry("LOC", ClassScores.ofCounts(1, 3, 2))
                .containsEntry("PER", ClassScores.ofCounts(0, 0, 1))
                .hasSize(2);
        assertThat(spans.macro().f1()).isEqualTo(0.2);
        assertThat(spans.weighted().f1()).isEqualTo(2 * 0.4 / 3);
        assertThat(spans.accuracy()).isEqualTo(5.0 / 7);
    }

    @Test
    void whereNothingCountsEveryFigureIsZero() {
        SpanF1 spans = new SpanF1();
        spans.add(new int[][] {{99}}, new int[][] {{-1}}, Mask.of(new boolean[1][1]), TAGS);
        assertThat(spans).isEqualTo(new SpanF1());
        assertThat(Stream.of(spans.micro(), spans.macro(), spans.weighted())).containsOnly(new ClassScores(0, 0, 0, 0));
        assertThat(spans.accuracy()).isEqualTo(0);
    }

    @Test
    void aWrongBatchIsRefusedAndChangesNothing() {
        SpanF1 spans = new SpanF1();
        Mask mask = Mask.allReal(2, 1);
        int[][] right = {{0}, {1}};
        assertThatThrownBy(() -> spans.add(right, new int[][] {{0}, {9}}, mask, TAGS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid prediction: 9 (must be 0 to 8)");
        assertThatThrownBy(() -> spans.add(new int[][] {{0}, {-1}}, right, mask, TAGS))
                .hasMessage("Invalid label: -1 (must be 0 to 8)");
        assertThatThrownBy(() -> spans.add(right, new int[2][2], mask, TAGS))
                .hasMessage("Invalid predictions: row 0 has 2 steps (must be 1, as the mask)");
        assertThatThrownBy(() -> spans.add(tags("O O"), tags("O")))
                .hasMessage("Invalid predictions: 1 (must be 2, as the labels)");
        assertThat(spans).isEqualTo(new SpanF1());
    }

    @Test
    void tagsAreReadAndTypesMayHoldHyphens() {
        assertThat(SpanTag.parse("B-X-Y")).isEqualTo(new SpanTag(SpanTag.Place.BEGIN, "X-Y"));
        assertThat(SpanTag.parse("O")).isEqualTo(SpanTag.outside());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "B-", "b-PER", "X-PER", "o", "BPER", "O-PER", "NOUN", "-B-PER"})
    void whatIsNoTagIsRefused(String tag) {
        assertThatThrownBy(() -> SpanTag.parse(tag))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid tag: " + tag
                        + " (must be O, or B-, I-, E- or S- and the type of a span, such as B-PER)");
        assertThat(SpanTag.ofLabels(List.of("O", "B-PER", tag))).isEmpty();
    }

    @Test
    void labelsOfSpansAreKnown() {
        assertThat(SpanTag.ofLabels(List.of("B-PER", "I-PER", "O"))).isEqualTo(tags("B-PER I-PER O"));
        assertThat(SpanTag.ofLabels(List.of("O"))).as("of no span").isEmpty();
        assertThat(SpanTag.ofLabels(List.of())).isEmpty();
    }

    @Test
    void aTypeOutsideOfSpansIsRefused() {
        assertThatThrownBy(() -> new SpanTag(SpanTag.Place.OUTSIDE, "PER"))
                .hasMessage("Invalid type of a span: \"PER\" for the place OUTSIDE (must be empty outside of spans,"
                        + " and only there)");
    }
}
