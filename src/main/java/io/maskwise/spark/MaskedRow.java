package io.maskwise.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a query hands to a masked function: labels, predictions and which of them count.
 *
 * @param labels what is right, {@code [time]}
 * @param predictions what was predicted, of the same length
 * @param mask {@code true} = counts, of the same length
 */
record MaskedRow(List<?> labels, List<?> predictions, List<Boolean> mask) {
    /** @throws IllegalArgumentException if the lengths differ, or what counts is null, or the mask */
    MaskedRow {
        if (labels.size() != mask.size() || predictions.size() != mask.size()) {
            throw new IllegalArgumentException("its arrays differ in length: " + labels.size() + " labels, "
                    + predictions.size() + " predictions, a mask of " + mask.size()
                    + " (must be of one length: cut them with slice, or pad them with concat and array_repeat)");
        }
        for (int step = 0; step < mask.size(); step++) {
            requireValue("mask", mask.get(step), step);
            if (mask.get(step)) {
                requireValue("label", labels.get(step), step);
                requireValue("prediction", predictions.get(step), step);
            }
        }
    }

    private static void requireValue(String what, @Nullable Object value, int step) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "the " + what + " at index " + step + " is null (must be a value; or false in the mask)");
        }
    }

    /** The row's arrays, or empty if one of them is null, as aggregates of SQL do not see nulls. */
    static Optional<MaskedRow> of(Row row) {
        if (row.anyNull()) {
            return Optional.empty();
        }
        return Optional.of(new MaskedRow(row.getList(0), row.getList(1), row.getList(2)));
    }

    /** Where the mask is true. */
    List<Integer> counted() {
        List<Integer> counted = new ArrayList<>();
        for (int step = 0; step < mask.size(); step++) {
            if (mask.get(step)) {
                counted.add(step);
            }
        }
        return counted;
    }

    /** The labels that count. */
    List<?> countedLabels() {
        return counted().stream().map(labels::get).toList();
    }

    /** The predictions that count. */
    List<?> countedPredictions() {
        return counted().stream().map(predictions::get).toList();
    }
}
