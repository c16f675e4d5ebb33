package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.LabelSet;
import io.maskwise.text.Labelling;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * A row of a table to be trained on: its tokens, and the labels that count.
 *
 * @param id what it is called
 * @param tokens token ids, padded
 * @param mask which of them are real
 * @param labels the names of the labels that count: one for each real token, or one for the row, none where
 *     nothing in it is real
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
record LabelledRow(String id, int[] tokens, boolean[] mask, List<String> labels) {
    static final int TOKENS = 0;
    static final int MASK = 1;
    static final int LABEL = 2;
    static final int ID = 3;

    /**
     * Reads a row.
     *
     * @param vocabulary how many token ids there are
     * @throws MaskwiseException with exit 3 if something is null that must not be, or does not fit together
     */
    static LabelledRow of(Row row, Labelling labelling, int vocabulary) {
        String id = row.isNullAt(ID) ? "" : row.getString(ID);
        requireThere(row, TOKENS, id);
        requireThere(row, MASK, id);
        Seq<@Nullable Integer> given = row.getSeq(TOKENS);
        Seq<@Nullable Boolean> masked = row.getSeq(MASK);
        if (given.size() != masked.size() || given.size() == 0) {
            throw refused(
                    id,
                    "it has %d tokens, and a mask of %d (must be as many, and at least one)"
                            .formatted(given.size(), masked.size()));
        }
        int[] tokens = new int[given.size()];
        boolean[] mask = new boolean[tokens.length];
        boolean anyReal = false;
        for (int step = 0; step < tokens.length; step++) {
            mask[step] = there(masked.apply(step), "mask", id);
            tokens[step] = mask[step] ? there(given.apply(step), "tokens", id) : 0;
            anyReal |= mask[step];
            if (tokens[step] < 0 || tokens[step] >= vocabulary) {
                throw refused(
                        id,
                        "it has the token id %d (must be 0 to %d, the ids of its vocabulary)"
                                .formatted(tokens[step], vocabulary - 1));
            }
        }
        return new LabelledRow(id, tokens, mask, anyReal ? labels(row, labelling, mask, id) : List.of());
    }

    private static List<String> labels(Row row, Labelling labelling, boolean[] mask, String id) {
        requireThere(row, LABEL, id);
        return labelling == Labelling.PER_TOKEN
                ? ofTokens(row.getSeq(LABEL), mask, id)
                : List.of(name(row.get(LABEL), id));
    }

    private static void requireThere(Row row, int column, String id) {
        if (row.isNullAt(column)) {
            throw refused(id, "its column %s is null".formatted(row.schema().fieldNames()[column]));
        }
    }

    private static <V> V there(@Nullable V value, String what, String id) {
        if (value == null) {
            throw refused(id, "one of its %s is null (must be none)".formatted(what));
        }
        return value;
    }

    /** Labels of the real tokens alone, or of padding too. */
    static List<String> ofTokens(Seq<Object> given, boolean[] mask, String id) {
        int real = 0;
        for (boolean step : mask) {
            real += step ? 1 : 0;
        }
        if (given.size() != real && given.size() != mask.length) {
            throw refused(
                    id,
                    "it has %d labels for %d tokens (must be as many; where a vectorizer cuts tokens, name its labelsCol)"
                            .formatted(given.size(), real));
        }
        List<String> labels = new ArrayList<>();
        for (int step = 0; step < given.size(); step++) {
            if (given.size() == real || mask[step]) {
                labels.add(name(given.apply(step), id));
            }
        }
        return labels;
    }

    private static String name(@Nullable Object label, String id) {
        if (label == null) {
            throw refused(id, "a label of it is null");
        }
        return LabelNames.of(label);
    }

    private static MaskwiseException refused(String id, String complaint) {
        return MaskwiseException.input("Cannot use the row%s: %s", id.isEmpty() ? "" : " " + id, complaint);
    }

    /** The labels as ids, 0 under the mask. */
    PaddedSequence encoded(LabelSet set, Labelling labelling) {
        if (labelling == Labelling.PER_SEQUENCE) {
            return new PaddedSequence(id, tokens, mask, new int[] {labels.isEmpty() ? 0 : id(set, labels.get(0))});
        }
        int[] ids = new int[tokens.length];
        int next = 0;
        for (int step = 0; step < ids.length; step++) {
            ids[step] = mask[step] ? id(set, labels.get(next++)) : 0;
        }
        return new PaddedSequence(id, tokens, mask, ids);
    }

    private int id(LabelSet set, String label) {
        OptionalInt found = set.id(label);
        return found.orElseThrow(() -> refused(
                id,
                "its label %s was not there when labels were looked for (is the table read alike each time?)"
                        .formatted(label)));
    }
}
