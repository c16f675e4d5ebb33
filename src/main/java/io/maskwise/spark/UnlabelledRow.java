package io.maskwise.spark;

import java.io.Serializable;
import java.util.List;

/**
 * A row that is to be predicted, not padded.
 *
 * @param id its id
 * @param tokens token ids, shape {@code [length]}; not copied
 * @param text the tokens themselves, where each is predicted for; else none
 * @param tokensCut how many tokens were cut off; {@link #NOT_KNOWN} where nobody knows
 * @param kept what is kept of its table's columns; empty = nothing
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
record UnlabelledRow(String id, int[] tokens, List<String> text, int tokensCut, String kept) implements Serializable {
    static final int NOT_KNOWN = -1;

    int length() {
        return tokens.length;
    }
}
