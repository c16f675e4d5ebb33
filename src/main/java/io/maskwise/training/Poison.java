package io.maskwise.training;

import java.io.Serializable;
import java.util.List;

/**
 * Why a worker's part of a round is worth nothing, and which batch was the first to show it.
 *
 * @param what what is wrong, as {@code the loss is NaN}
 * @param paddedLength the padded length of the batch's rows
 * @param rowIds the ids of the batch's rows
 */
public record Poison(String what, int paddedLength, List<String> rowIds) implements Serializable {
    private static final int NAMED = 3;

    public Poison {
        rowIds = List.copyOf(rowIds);
    }

    /** The first rows by their ids, and how many more there are. */
    String rows() {
        String named = String.join(", ", rowIds.subList(0, Math.min(NAMED, rowIds.size())));
        return rowIds.size() <= NAMED ? named : named + " and " + (rowIds.size() - NAMED) + " more";
    }
}
