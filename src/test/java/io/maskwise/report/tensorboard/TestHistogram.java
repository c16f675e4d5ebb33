package io.maskwise.report.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.model.ParameterVector;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.framework.HistogramProto;

class TestHistogram {
    private static HistogramProto read(Histogram histogram) throws Exception {
        return HistogramProto.parseFrom(histogram.toMessage().toBytes());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countsEveryNumberInTheRangeItIsIn(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[random.nextInt(50, 500)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-3, 2);
        }
        ParameterPlace place = new ParameterPlace("p", 7, values.length - 20);
        double[] numbers = IntStream.range(7, 7 + place.length())
                .mapToDouble(i -> values[i])
                .toArray();

        HistogramProto read = read(Histogram.of(ParameterVector.of(values), place));

        assertThat(read.getNum()).isEqualTo(numbers.length);
        assertThat(read.getMin()).isEqualTo(Arrays.stream(numbers).min().orElseThrow());
        assertThat(read.getMax()).isEqualTo(Arrays.stream(numbers).max().orElseThrow());
        assertThat(read.getSum()).isCloseTo(Arrays.stream(numbers).sum(), within(1e-9));
        assertThat(read.getSumSquares())
                .isCloseTo(Arrays.stream(numbers).map(x -> x * x).sum(), within(1e-9));
        assertThat(read.getBucketLimitCount()).isEqualTo(Histogram.RANGES).isEqualTo(read.getBucketCount());
        assertThat(read.getBucketLimitList()).isSorted();
        assertThat(read.getBucketLimit(Histogram.RANGES - 1)).isEqualTo(read.getMax());
        double counted = 0;
        for (int range = 0; range < Histogram.RANGES; range++) {
            counted += read.getBucket(range);
            double limit = read.getBucketLimit(range);
            // A number at a limit may round to either side of it.
            assertThat(counted)
                    .isBetween(
                            (double) Arrays.stream(numbers)
                                    .filter(x -> x < limit - 1e-9)
                                    .count(),
                            (double) Arrays.stream(numbers)
                                    .filter(x -> x <= limit + 1e-9)
                                    .count());
        }
        assertThat(counted).isEqualTo(numbers.length);
    }

    @Test
    void oneNumberAloneHasARangeOfItsOwn() throws Exception {
        HistogramProto read =
                read(Histogram.of(ParameterVector.of(new double[] {0, 0, 0}), new ParameterPlace("p", 0, 3)));
        assertThat(read.getBucketList()).containsExactly(3.0);
        assertThat(read.getBucketLimit(0)).isGreaterThan(0);
    }

    @Test
    void aChangeIsWhatIsLaterLessWhatIsEarlier() throws Exception {
        ParameterVector from = ParameterVector.of(new double[] {9, 1, 2, 3});
        ParameterVector to = ParameterVector.of(new double[] {9, 2, 1, 3.5});
        HistogramProto read = read(Histogram.ofChange(from, to, new ParameterPlace("p", 1, 3)));
        assertThat(read.getMin()).isEqualTo(-1);
        assertThat(read.getMax()).isEqualTo(1);
        assertThat(read.getSum()).isEqualTo(0.5);
    }
}
