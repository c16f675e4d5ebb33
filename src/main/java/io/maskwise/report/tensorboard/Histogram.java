package io.maskwise.report.tensorboard;

import io.maskwise.model.ParameterVector;
import java.util.Arrays;
import java.util.List;

/**
 * How numbers are spread, in ranges of one width between the lowest and the highest.
 *
 * @param lowest the lowest number
 * @param highest the highest
 * @param count how many there are, >= 1
 * @param sum their sum
 * @param squares the sum of their squares
 * @param limits the upper end of each range, ascending
 * @param counts how many are in each
 */
record Histogram(
        double lowest,
        double highest,
        int count,
        double sum,
        double squares,
        List<Double> limits,
        List<Double> counts) {
    /** As many as TensorBoard itself makes. */
    static final int RANGES = 30;

    /** The numbers whose spread is asked for. */
    interface Numbers {
        double at(int index);
    }

    /** That of some of a vector's values. */
    static Histogram of(ParameterVector values, ParameterPlace place) {
        return of(place.length(), index -> values.at(place.start() + index));
    }

    /** That of what some values have changed by. */
    static Histogram ofChange(ParameterVector from, ParameterVector to, ParameterPlace place) {
        return of(place.length(), index -> to.at(place.start() + index) - from.at(place.start() + index));
    }

    private static Histogram of(int count, Numbers numbers) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double number = numbers.at(i);
            lowest = Math.min(lowest, number);
            highest = Math.max(highest, number);
            sum += number;
            squares += number * number;
        }
        if (lowest == highest) {
            return new Histogram(
                    lowest, highest, count, sum, squares, List.of(Math.nextUp(highest)), List.of((double) count));
        }
        double[] counts = new double[RANGES];
        double perRange = RANGES / (highest - lowest);
        for (int i = 0; i < count; i++) {
            counts[(int) Math.min(RANGES - 1, (numbers.at(i) - lowest) * perRange)]++;
        }
        return new Histogram(lowest, highest, count, sum, squares, limits(lowest, highest), boxed(counts));
    }

    private static List<Double> limits(double lowest, double highest) {
        double[] limits = new double[RANGES];
        for (int range = 0; range < RANGES; range++) {
            limits[range] = lowest + (highest - lowest) * (range + 1) / RANGES;
        }
        limits[RANGES - 1] = highest;
        return boxed(limits);
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** TensorFlow's {@code HistogramProto}. */
    ProtoMessage toMessage() {
        return new ProtoMessage()
                .decimal(1, lowest)
                .decimal(2, highest)
                .decimal(3, count)
                .decimal(4, sum)
                .decimal(5, squares)
                .decimals(6, limits)
                .decimals(7, counts);
    }
}
