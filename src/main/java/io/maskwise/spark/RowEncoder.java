package io.maskwise.spark;

import io.maskwise.text.LabelSet;
import io.maskwise.text.RejectReasons;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.SourcePosition;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.Vocabulary;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;

/** Turns tokens and labels into ids; a row with a label that training never showed is rejected. */
record RowEncoder(Vocabulary vocabulary, LabelSet labels) implements Serializable {
    DatasetRow encode(SourceRow row) {
        if (row.record() instanceof RejectedRecord rejected) {
            return new RejectedRow(rejected);
        }
        TokenizedExample example = (TokenizedExample) row.record();
        int[] ids = new int[example.labels().size()];
        for (int step = 0; step < ids.length; step++) {
            String label = example.labels().get(step);
            OptionalInt id = labels.id(label);
            if (id.isEmpty()) {
                return new RejectedRow(unknownLabel(example, label));
            }
            ids[step] = id.getAsInt();
        }
        return new EncodedRow(
                row.file(), row.ordinal(), example.id(), vocabulary.encode(example.tokens()), ids, row.tokensCut());
    }

    private RejectedRecord unknownLabel(TokenizedExample example, String label) {
        SourcePosition position = position(example.id());
        List<String> known = labels.labels();
        String choice = known.size() <= 20 ? "one of " + known : "one of the " + known.size() + " in labels.tsv";
        return new RejectedRecord(
                position,
                RejectReasons.UNKNOWN_LABEL,
                "The example at line " + position.line() + " has the label " + label + " (must be " + choice
                        + ", those of the split " + PreparationOptions.TRAINING_SPLIT + ")");
    }

    /** The place that {@link SourcePosition#id} made the id of. */
    private static SourcePosition position(String id) {
        int colon = id.lastIndexOf(':');
        return new SourcePosition(id.substring(0, colon), Long.parseLong(id.substring(colon + 1)));
    }
}
