package io.maskwise.report.html;

import io.maskwise.report.Figures;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One axis of a chart, with ticks at round numbers: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param low where it begins
 * @param high where it ends, above that
 * @param step what lies between two ticks
 */
record Axis(double low, double high, double step) {
    private static final double[] ROUND = {1, 2, 5, 10};
    private static final double SLACK = 1e-9;

    Axis {
        if (!(low < high) || !(step > 0) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("Invalid axis: from " + low + " to " + high + " in steps of " + step
                    + " (must go upwards in finite steps)");
        }
    }

    /** From 0 to the first tick that nothing is above; to 1 where nothing is above 0. */
    static Axis upTo(double highest, int mostTicks) {
        double top = highest > 0 ? highest : 1;
        double step = step(top / mostTicks);
        return new Axis(0, Math.ceil(top / step - SLACK) * step, step);
    }

    /** From one number to another, with ticks at whole numbers. */
    static Axis between(long low, long high, int mostTicks) {
        return new Axis(low, high, Math.max(1, step((double) (high - low) / mostTicks)));
    }

    /** The smallest round number that is not less. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : ROUND) {
            if (factor * power >= least * (1 - SLACK)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    List<Double> ticks() {
        long first = (long) Math.ceil(low / step - SLACK);
        long last = (long) Math.floor(high / step + SLACK);
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> number * step)
                .toList();
    }

    /** A tick's number, with as many digits as tell it from the next. */
    String label(double tick) {
        return Figures.decimal(tick, (int) Math.max(0, Math.ceil(-Math.log10(step) - SLACK)));
    }

    /** How far along the axis a number lies: 0 at its begin, 1 at its end. */
    double place(double number) {
        return (number - low) / (high - low);
    }
}
