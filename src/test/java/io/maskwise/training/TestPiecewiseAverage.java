package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.ReadRows;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All at hand at once, or one after the other: the same bits. */
class TestPiecewiseAverage {
    private static ParameterVector random(Precision precision, int length, long seed) {
        double[] values = new Random(seed)
                .doubles(length)
                .map(value -> Math.exp(40 * value - 20) * (value < 0.3 ? -1 : 1))
                .toArray();
        return ParameterVector.rounded(precision, values);
    }

    @ParameterizedTest(name = "{0} vectors of {1} values in {2}, {3} threads, seed {4}")
    @CsvSource({
        "2, 0, FLOAT, 1, 1",
        "2, 1, FLOAT, 2, 2",
        "3, 2047, DOUBLE, 1, 3",
        "2, 2048, FLOAT, 3, 4",
        "5, 2049, DOUBLE, 2, 5",
        "8, 100003, FLOAT, 4, 6",
        "2, 4096, DOUBLE, 7, 7",
        "4, 60000, FLOAT, 1, 8"
    })
    void agreesWithOneAfterTheOther(int count, int length, Precision precision, int threads, long seed) {
        List<ParameterVector> vectors = IntStream.range(0, count)
                .mapToObj(vector -> random(precision, length, 100 * seed + vector))
                .toList();
        long[] weights = new Random(seed).longs(count, 1, 100_000).toArray();
        WeightedAverage plain = new WeightedAverage();
        for (int i = 0; i < count; i++) {
            plain.add(vectors.get(i), weights[i]);
        }
        ParameterVector fast = new PiecewiseAverage(vectors, weights).value(Crew.ofPool(threads));
        assertThat(fast.precision()).isEqualTo(precision);
        assertThat(fast.toDoubles()).isEqualTo(plain.value().orElseThrow().toDoubles());
        ParameterVector inPlace = new PiecewiseAverage(vectors, weights).replacingFirst(Crew.ofPool(threads));
        assertThat(inPlace).isSameAs(vectors.get(0));
        assertThat(inPlace.toDoubles()).isEqualTo(fast.toDoubles());
    }

    /** Zeros of both signs, the least and the greatest numbers, and some between. */
    private static float agreed(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> -0.0f;
            case 1 -> Float.MIN_VALUE * (random.nextInt(9) - 4);
            case 2 -> Float.MAX_VALUE * (random.nextBoolean() ? 1 : -1);
            case 3 -> Float.MIN_NORMAL;
            default -> (float) random.nextGaussian();
        };
    }

    /** Vectors have the places of 1000 parameters twice, of which 60 rows of 5 and 100 rows of 4 are of tables. */
    @ParameterizedTest(name = "{0} vectors, {1} rows read of each table, {2} threads, seed {3}")
    @CsvSource({"2, 0, 1, 1", "2, 3, 2, 2", "3, 10, 3, 3", "7, 59, 2, 4", "2, 60, 1, 5"})
    void whatAllAgreeOnIsTheirAverage(int count, int read, int threads, long seed) {
        Random random = new Random(seed);
        List<ReadRows> tables = List.of(rows(random, 600, 4, 100, read), rows(random, 100, 5, 60, read));
        Pieces places = Pieces.without(tables, 2000, 1000);
        float[] agreed = new float[2000];
        for (int i = 0; i < agreed.length; i++) {
            agreed[i] = agreed(random);
        }
        List<ParameterVector> vectors = IntStream.range(0, count)
                .mapToObj(vector -> {
                    float[] values = agreed.clone();
                    for (Pieces.Piece piece : places.part(0, 1)) {
                        for (int i = 0; i < piece.count(); i++) {
                            values[piece.start() + i] = agreed(random);
                        }
                    }
                    return ParameterVector.of(values);
                })
                .toList();
        long[] weights = random.longs(count, 1, 1L << 40).toArray();
        WeightedAverage plain = new WeightedAverage();
        for (int i = 0; i < count; i++) {
            plain.add(vectors.get(i), weights[i]);
        }
        String expected = plain.value().orElseThrow().digest();
        assertThat(new PiecewiseAverage(vectors, weights)
                        .replacingFirst(Crew.ofPool(threads), places)
                        .digest())
                .isEqualTo(expected);
        assertThat(places.part(0, 1).stream().mapToInt(Pieces.Piece::count).sum())
                .isEqualTo(2 * (300 + 9 * read));
    }

    @Test
    void rowsSideBySideAreOnePiece() {
        BitSet read = new BitSet();
        read.set(1, 4);
        read.set(6);
        Pieces places = Pieces.without(List.of(new ReadRows(10, 2, 7, read)), 50, 25);
        assertThat(places.part(0, 1))
                .containsExactly(
                        new Pieces.Piece(0, 10),
                        new Pieces.Piece(12, 6),
                        new Pieces.Piece(22, 2),
                        new Pieces.Piece(24, 1),
                        new Pieces.Piece(25, 10),
                        new Pieces.Piece(37, 6),
                        new Pieces.Piece(47, 2),
                        new Pieces.Piece(49, 1));
        assertThat(places.values()).isEqualTo(38);
    }

    @Test
    void partsHaveAboutAsManyPlacesEach() {
        BitSet read = new BitSet();
        for (int row = 0; row < 1000; row += 1 + row % 3) {
            read.set(row);
        }
        Pieces places = Pieces.without(List.of(new ReadRows(5000, 70, 1000, read)), 200_000, 100_000);
        for (int parts = 1; parts < 20; parts++) {
            for (int part = 0; part < parts; part++) {
                assertThat(places.part(part, parts).stream()
                                .mapToLong(Pieces.Piece::count)
                                .sum())
                        .isBetween(places.values() / parts - Pieces.LONGEST, places.values() / parts + Pieces.LONGEST);
            }
        }
    }

    private static ReadRows rows(Random random, int start, int units, int rows, int read) {
        BitSet numbers = new BitSet();
        while (numbers.cardinality() < read) {
            numbers.set(random.nextInt(rows));
        }
        return new ReadRows(start, units, rows, numbers);
    }

    @Test
    void partsAreAllOfAWhole() {
        Pieces whole = Pieces.of(10_000);
        for (int parts = 1; parts < 9; parts++) {
            int all = parts;
            assertThat(IntStream.range(0, parts)
                            .boxed()
                            .flatMap(part -> whole.part(part, all).stream())
                            .toList())
                    .isEqualTo(whole.part(0, 1));
        }
    }

    @Test
    void vectorsThatDifferAreRefused() {
        List<ParameterVector> vectors = List.of(random(Precision.FLOAT, 2, 1), random(Precision.DOUBLE, 2, 2));
        assertThatThrownBy(() -> new PiecewiseAverage(vectors, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot average vectors: one has 2 values of DOUBLE (must be 2 of FLOAT, as the first)");
    }

    @ParameterizedTest(name = "{0} vectors, weights from {1}")
    @CsvSource({"1, 3, '1 vectors of weights [3]'", "2, 0, '2 vectors of weights [0, 1]'"})
    void votesThatAreNoneAreRefused(int count, long weight, String named) {
        List<ParameterVector> vectors = IntStream.range(0, count)
                .mapToObj(vector -> random(Precision.FLOAT, 2, vector))
                .toList();
        assertThatThrownBy(() -> new PiecewiseAverage(
                        vectors, LongStream.range(weight, weight + count).toArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid votes: " + named + " (must be two or more, each with a weight > 0)");
    }
}
