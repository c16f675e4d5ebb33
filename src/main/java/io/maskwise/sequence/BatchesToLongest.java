package io.maskwise.sequence;

import java.util.Arrays;

/**
 * Batches without buckets, each padded to the longest of its own rows: what one has where nothing is prepared.
 *
 * <p>Rows come in random order. A batch takes the next rows as long as they are not too many, nor their number times
 * the longest of them.
 */
final class BatchesToLongest {
    /** How many batches' rows are sorted together, as torchtext's pool holds. */
    static final int WINDOW = 100;

    private BatchesToLongest() {}

    /** Batches of whatever rows come. */
    static PaddedRows random(LengthHistogram rows, SurveyOptions options) {
        return cut(DrawnRows.lengths(rows, options.seed()), rows, options);
    }

    /** Batches of rows that are sorted by length within windows of the rows of {@link #WINDOW} full batches. */
    static PaddedRows windowed(LengthHistogram rows, SurveyOptions options) {
        int[] lengths = DrawnRows.lengths(rows, options.seed());
        long window = (long) WINDOW * options.batch().rows();
        for (long first = 0; first < lengths.length; first += window) {
            Arrays.sort(lengths, (int) first, (int) Math.min(first + window, lengths.length));
        }
        return cut(lengths, rows, options);
    }

    private static PaddedRows cut(int[] lengths, LengthHistogram rows, SurveyOptions options) {
        PaddedRows padded = PaddedRows.NONE;
        int row = 0;
        while (row < lengths.length) {
            long steps = 0;
            int longest = 0;
            int first = row;
            while (row < lengths.length) {
                int padTo = Math.max(longest, LengthHistogram.roundedUp(lengths[row], options.multipleOf()));
                if (row - first >= options.batch().rowsOf(padTo)) {
                    break;
                }
                longest = padTo;
                steps += lengths[row];
                row++;
            }
            padded = padded.plus(new PaddedRows(steps, (long) longest * (row - first), 1));
        }
        return rows.rows() > lengths.length ? scaled(padded, (double) rows.rows() / lengths.length) : padded;
    }

    private static PaddedRows scaled(PaddedRows drawn, double factor) {
        return new PaddedRows(
                Math.round(drawn.steps() * factor),
                Math.round(drawn.cells() * factor),
                Math.round(drawn.batches() * factor));
    }
}
