package io.maskwise.report.html;

import io.maskwise.MaskwiseException;
import io.maskwise.text.Tsv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A confusion matrix as {@code confusion.tsv} holds it.
 *
 * @param labels the names of the classes
 * @param counts how often each class, a row, was predicted as each class, a column
 */
record Confusions(List<String> labels, List<long[]> counts) {
    /**
     * A class taken for another one.
     *
     * @param label the true class
     * @param prediction the predicted one
     * @param count how often
     * @param share of the labels of the true class, 0 to 1
     */
    record Pair(String label, String prediction, long count, double share) {}

    /**
     * The matrix of a file.
     *
     * @throws MaskwiseException with exit 3 if it is not square, or holds something else than whole numbers
     */
    static Confusions parse(String tsv) {
        List<String> lines = tsv.lines().toList();
        try {
            List<String> labels = Arrays.stream(lines.get(0).split("\t", -1))
                    .skip(1)
                    .map(Tsv::unescape)
                    .toList();
            List<long[]> counts = lines.stream().skip(1).map(Confusions::row).toList();
            if (counts.size() != labels.size() || counts.stream().anyMatch(row -> row.length != labels.size())) {
                throw new IllegalArgumentException("it is not square");
            }
            return new Confusions(labels, counts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw MaskwiseException.input(
                    damaged,
                    "Cannot read %s: it is no table of counts, a row and a column for each class (write it anew with"
                            + " evaluate --overwrite)",
                    ReportFiles.CONFUSION);
        }
    }

    private static long[] row(String line) {
        return Arrays.stream(line.split("\t", -1))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    long labelled(int label) {
        return Arrays.stream(counts.get(label)).sum();
    }

    /** The share of a class's labels that a prediction has; 0 where there are none. */
    double share(int label, int prediction) {
        long all = labelled(label);
        return all == 0 ? 0 : (double) counts.get(label)[prediction] / all;
    }

    /** The pairs that are confused most often, the most frequent first; the order of the classes decides ties. */
    List<Pair> mostConfused(int most) {
        List<Pair> pairs = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            long[] row = counts.get(label);
            for (int prediction = 0; prediction < row.length; prediction++) {
                if (label != prediction && row[prediction] > 0) {
                    pairs.add(new Pair(
                            labels.get(label), labels.get(prediction), row[prediction], share(label, prediction)));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(Pair::count).reversed());
        return pairs.subList(0, Math.min(most, pairs.size()));
    }
}
