package io.maskwise.spark;

import io.maskwise.text.DroppedRecord;
import io.maskwise.text.LabelSet;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.RejectReasons;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.SourcePosition;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.Vocabulary;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Turns tokens and labels into ids; a row with a label that training never showed is rejected.
 *
 * @param vocabulary the ids of tokens
 * @param labels the ids of labels, or of target tokens
 * @param labelling what labels belong to
 */
record RowEncoder(Vocabulary vocabulary, LabelTable labels, Labelling labelling) implements Serializable {
    /** The record as ids, or as the reject or drop that it is; {@link PackedEncoder} does so for examples by numbers. */
    DatasetRow encode(SourceRow row) {
        if (row.record() instanceof RejectedRecord rejected) {
            return new RejectedRow(row.origin(), rejected);
        }
        if (row.record() instanceof DroppedRecord dropped) {
            return new DroppedRow(row.origin(), dropped.reason());
        }
        TokenizedExample example = (TokenizedExample) row.record();
        if (labels instanceof LabelSet set) {
            return encode(row, example, set);
        }
        return encoded(row, example, ((Vocabulary) labels).encodeTarget(example.target()));
    }

    private DatasetRow encode(SourceRow row, TokenizedExample example, LabelSet set) {
        int[] ids = new int[example.labels().size()];
        for (int step = 0; step < ids.length; step++) {
            String label = example.labels().get(step);
            OptionalInt id = set.id(label);
            if (id.isEmpty()) {
                return unknownLabel(row.origin(), example.position(), label);
            }
            ids[step] = id.getAsInt();
        }
        return encoded(row, example, ids);
    }

    private EncodedRow encoded(SourceRow row, TokenizedExample example, int[] ids) {
        int[] tokens = vocabulary.encode(example.tokens());
        return new EncodedRow(row.origin(), RowName.whole(example.position()), tokens, ids, labelling, row.tokensCut());
    }

    /** The reject that an example with such a label becomes. */
    RejectedRow unknownLabel(RowOrigin origin, SourcePosition position, String label) {
        String choice = labels.size() <= 20 ? "one of " + names() : "one of the " + labels.size() + " in labels.tsv";
        RejectedRecord record = new RejectedRecord(
                position,
                RejectReasons.UNKNOWN_LABEL,
                "The example " + position.inWords() + " has the label " + label + " (must be " + choice
                        + ", those of the split " + PreparationOptions.TRAINING_SPLIT + ")");
        return new RejectedRow(origin, record);
    }

    private List<String> names() {
        return IntStream.range(0, labels.size()).mapToObj(labels::label).toList();
    }
}
