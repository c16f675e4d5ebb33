package io.maskwise.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Brings sequences to one length, as Keras' {@code pad_sequences} does.
 *
 * <ul>
 *   <li>The length is the one given by {@link #to}, else the maximum length of the options, else that of the longest
 *       sequence.
 *   <li>A longer sequence loses steps at the truncating side, a shorter one gains padding at the padding side.
 *   <li>Nothing that is passed in is changed or kept.
 * </ul>
 *
 * <p>Which steps are real afterwards is told by {@link #maskRow}, never by the value of the padding.
 */
public final class PadSequences {
    private final Side padding;
    private final Side truncating;
    private final OptionalInt time;

    private PadSequences(Side padding, Side truncating, OptionalInt time) {
        this.padding = padding;
        this.truncating = truncating;
        this.time = time;
    }

    /**
     * Pads to the maximum length of the options, or to the longest sequence where there is none.
     *
     * @throws IllegalArgumentException if the options truncate in the middle, which is no matter of padding
     */
    public static PadSequences of(PaddingOptions options) {
        int maximum = options.maximumLength();
        OptionalInt time = maximum == 0 ? OptionalInt.empty() : OptionalInt.of(maximum);
        return new PadSequences(options.padding(), options.truncating().side(), time);
    }

    /**
     * The same sides, but one given length, such as a bucket's bound.
     *
     * @param length the number of steps, >= 0
     */
    public PadSequences to(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("Invalid padded length: " + length + " (must be >= 0)");
        }
        return new PadSequences(padding, truncating, OptionalInt.of(length));
    }

    /**
     * Pads sequences of ids.
     *
     * @param sequences one array of steps per sequence
     * @param value what is written to padded steps
     * @return shape {@code [batch, time]}
     * @throws IllegalArgumentException if there is neither a length nor a sequence
     */
    public int[][] pad(int[][] sequences, int value) {
        int length = length(sequences.length, Arrays.stream(sequences).mapToInt(sequence -> sequence.length));
        int[][] padded = new int[sequences.length][length];
        for (int row = 0; row < sequences.length; row++) {
            Arrays.fill(padded[row], value);
            copy(sequences[row], sequences[row].length, padded[row], length);
        }
        return padded;
    }

    /**
     * Pads sequences of numbers.
     *
     * @param sequences one array of steps per sequence
     * @param value what is written to padded steps
     * @return shape {@code [batch, time]}
     * @throws IllegalArgumentException if there is neither a length nor a sequence
     */
    public double[][] pad(double[][] sequences, double value) {
        int length = length(sequences.length, Arrays.stream(sequences).mapToInt(sequence -> sequence.length));
        double[][] padded = new double[sequences.length][length];
        for (int row = 0; row < sequences.length; row++) {
            Arrays.fill(padded[row], value);
            copy(sequences[row], sequences[row].length, padded[row], length);
        }
        return padded;
    }

    /**
     * Pads sequences of feature vectors.
     *
     * @param sequences one array of steps per sequence, each step a vector of the same size
     * @param value what is written to every feature of padded steps
     * @return shape {@code [batch, time, features]}; 0 features where no sequence has a step
     * @throws IllegalArgumentException if two vectors differ in size, or there is neither a length nor a sequence
     */
    public double[][][] pad(double[][][] sequences, double value) {
        int features = features(sequences);
        int length = length(sequences.length, Arrays.stream(sequences).mapToInt(sequence -> sequence.length));
        double[][][] padded = new double[sequences.length][length][features];
        for (int row = 0; row < sequences.length; row++) {
            for (double[] step : padded[row]) {
                Arrays.fill(step, value);
            }
            double[][] steps =
                    Arrays.stream(sequences[row]).map(double[]::clone).toArray(double[][]::new);
            copy(steps, steps.length, padded[row], length);
        }
        return padded;
    }

    /**
     * Pads sequences of anything, such as strings.
     *
     * @param sequences one list of steps per sequence
     * @param value what stands in padded steps
     * @return {@code batch} lists of {@code time} steps
     * @throws IllegalArgumentException if there is neither a length nor a sequence
     */
    public <T> List<List<T>> pad(List<List<T>> sequences, T value) {
        int length = length(sequences.size(), sequences.stream().mapToInt(List::size));
        List<List<T>> padded = new ArrayList<>();
        for (List<T> sequence : sequences) {
            Placement placement = placement(sequence.size(), length);
            List<T> row = new ArrayList<>(Collections.nCopies(length, value));
            for (int step = 0; step < placement.count(); step++) {
                row.set(placement.to() + step, sequence.get(placement.from() + step));
            }
            padded.add(row);
        }
        return padded;
    }

    /**
     * Which steps of one sequence are real after padding to a length.
     *
     * @param length the number of steps before padding and truncating
     * @param paddedLength the number of steps after
     * @return shape {@code [paddedLength]}, {@code true} = real
     */
    public boolean[] maskRow(int length, int paddedLength) {
        Placement placement = placement(length, paddedLength);
        boolean[] mask = new boolean[paddedLength];
        Arrays.fill(mask, placement.to(), placement.to() + placement.count(), true);
        return mask;
    }

    private void copy(Object from, int fromLength, Object to, int toLength) {
        Placement placement = placement(fromLength, toLength);
        System.arraycopy(from, placement.from(), to, placement.to(), placement.count());
    }

    private Placement placement(int length, int paddedLength) {
        if (paddedLength == 0 && length > 0 && truncating == Side.PRE) {
            throw new IllegalArgumentException("Invalid padded length: 0 (must be >= 1 to truncate " + length
                    + " steps before the first, as in Keras)");
        }
        int count = Math.min(length, paddedLength);
        return new Placement(
                truncating == Side.PRE ? length - count : 0, padding == Side.PRE ? paddedLength - count : 0, count);
    }

    private int length(int count, IntStream lengths) {
        if (time.isEmpty() && count == 0) {
            throw new IllegalArgumentException("Cannot pad no sequences to the longest of them: give a length");
        }
        return time.orElseGet(() -> lengths.max().orElse(0));
    }

    private static int features(double[][][] sequences) {
        int features = -1;
        for (int row = 0; row < sequences.length; row++) {
            for (double[] step : sequences[row]) {
                features = features < 0 ? step.length : features;
                if (step.length != features) {
                    throw new IllegalArgumentException("Invalid step of sequence " + row + ": " + step.length
                            + " features (must be " + features + ", as the first step)");
                }
            }
        }
        return Math.max(features, 0);
    }

    /** Where the steps that are kept stand before ({@code from}) and after ({@code to}). */
    private record Placement(int from, int to, int count) {}
}
