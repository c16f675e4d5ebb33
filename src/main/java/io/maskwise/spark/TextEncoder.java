package io.maskwise.spark;

import io.maskwise.text.DroppedRecord;
import io.maskwise.text.Labelling;
import io.maskwise.text.RejectReasons;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.SourcePosition;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.Vocabulary;
import java.io.Serializable;
import java.util.List;

/**
 * Turns texts into what a model reads: ids, windows where it was trained on such, and no more steps than it can take.
 *
 * @param vocabulary the model's
 * @param lengths what becomes of texts that are too long
 * @param predicts what it predicts for
 * @param mostSteps how many steps it can read
 */
record TextEncoder(Vocabulary vocabulary, LengthPolicy lengths, Labelling predicts, int mostSteps)
        implements Serializable {
    /** What becomes of a record: its rows, or the reason why there is none. */
    List<DatasetRow> encode(SourceRow row) {
        if (row.record() instanceof RejectedRecord rejected) {
            return List.of(new RejectedRow(row.origin(), rejected));
        }
        if (row.record() instanceof DroppedRecord dropped) {
            return List.of(new DroppedRow(row.origin(), dropped.reason()));
        }
        TokenizedExample example = (TokenizedExample) row.record();
        int longest = lengths.longestPiece(example.tokens().size());
        if (longest > mostSteps) {
            return List.of(new RejectedRow(row.origin(), tooLong(example.position(), longest)));
        }
        int[] ids = vocabulary.encode(example.tokens());
        return lengths.rows(new EncodedRow(
                row.origin(), RowName.whole(example.position()), ids, new int[0], Labelling.NONE, row.tokensCut()));
    }

    private RejectedRecord tooLong(SourcePosition position, int steps) {
        return new RejectedRecord(
                position,
                RejectReasons.TEXT_TOO_LONG,
                "The example " + position.inWords() + " has " + steps + " tokens (must be at most " + mostSteps
                        + ", as the model has no more positions)");
    }

    /** An encoded row of the record, with its text. */
    UnlabelledRow unlabelled(SourceRow row, EncodedRow encoded) {
        TokenizedExample example = (TokenizedExample) row.record();
        int from = lengths.from(encoded.window());
        List<String> text = predicts == Labelling.PER_TOKEN
                ? List.copyOf(example.tokens().subList(from, from + encoded.tokens().length))
                : List.of();
        String kept = example.labels().isEmpty() ? "" : example.labels().get(0);
        return new UnlabelledRow(encoded.id(), encoded.tokens(), text, encoded.tokensCut(), kept);
    }
}
