package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestWeightedAverage {
    private record Weighted(ParameterVector vector, long weight) {}

    private static Weighted weighted(long weight, double... values) {
        return new Weighted(ParameterVector.of(values), weight);
    }

    private static double[] average(Weighted... vectors) {
        return averageOf(vectors).orElseThrow().toDoubles();
    }

    private static Optional<ParameterVector> averageOf(Weighted... vectors) {
        WeightedAverage average = new WeightedAverage();
        for (Weighted weighted : vectors) {
            average.add(weighted.vector(), weighted.weight());
        }
        return average.value();
    }

    @Test
    void votesCountByWeight() {
        assertThat(average(weighted(1, 4, 0), weighted(3, 0, 8))).containsExactly(1, 6);
    }

    @Test
    void whatWeighsNothingIsIgnoredEvenIfNotANumber() {
        assertThat(average(weighted(0, Double.NaN, 7), weighted(2, 1, 2))).containsExactly(1, 2);
    }

    @Test
    void nothingOnlyWeightlessHasNoAverage() {
        assertThat(averageOf()).isEmpty();
        assertThat(averageOf(weighted(0, 1))).isEmpty();
    }

    @Test
    void aNegativeWeightIsRefused() {
        assertThatThrownBy(() -> averageOf(weighted(-1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid weight: -1 (must be >= 0)");
    }

    @Test
    void emptyVectorsAverageToAnEmptyOne() {
        assertThat(average(weighted(2), weighted(3))).isEmpty();
    }

    @Test
    void vectorsOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> average(weighted(1, 1), weighted(1, 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot average vectors: one has 2 values of DOUBLE (must be 1 of DOUBLE, as the first)");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void oneVectorComesBackBitForBit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.doubles(100, -1e3, 1e3).toArray();
        assertThat(average(weighted(0, new double[100]), weighted(random.nextInt(1, 1000), values)))
                .containsExactly(values);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void singlePrecisionIsSummedInDoubleAndRoundedOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float left = (float) random.nextDouble(-1, 1);
        float right = (float) random.nextDouble(-1, 1);
        ParameterVector average = averageOf(
                        new Weighted(ParameterVector.of(new float[] {left}), 3),
                        new Weighted(ParameterVector.of(new float[] {right}), 4))
                .orElseThrow();
        assertThat(average.precision()).isEqualTo(Precision.FLOAT);
        assertThat(average.at(0)).isEqualTo((float) ((3.0 * left + 4.0 * right) / 7), within(0.0));
    }
}
