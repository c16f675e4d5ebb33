package io.maskwise.text;

import io.maskwise.MaskwiseException;
import java.util.List;

/**
 * Where in a row the label and the text stand.
 *
 * @param label the label's column, from 0, or {@link #ABSENT}
 * @param text the text's column, from 0
 * @param width how many columns every row has
 */
record DelimitedColumns(int label, int text, int width) {
    static final int ABSENT = -1;

    /** Columns by the names in the header. */
    static DelimitedColumns named(DelimitedOptions options, DelimitedRow header) {
        header.rejection().ifPresent(rejection -> {
            throw MaskwiseException.input(
                    "Cannot read the header of %s: %s", header.position().file(), rejection.detail());
        });
        HeaderNames names = new HeaderNames(header.position().file(), header.fields());
        int label = options.labelled() ? names.find(options.labelColumn(), "corpus.delimited.label-column") : ABSENT;
        int text = names.find(options.textColumn(), "corpus.delimited.text-column");
        return new DelimitedColumns(label, text, header.fields().size());
    }

    /** Columns by number; every row must be as wide as the first, and wide enough for both. */
    static DelimitedColumns numbered(DelimitedOptions options, int firstWidth) {
        int label = options.labelled() ? Integer.parseInt(options.labelColumn()) - 1 : ABSENT;
        int text = Integer.parseInt(options.textColumn()) - 1;
        return new DelimitedColumns(label, text, Math.max(firstWidth, Math.max(label, text) + 1));
    }

    /** What a well-formed row gives. */
    CorpusRecord record(DelimitedRow row) {
        List<String> fields = row.fields();
        if (fields.size() != width) {
            String reason = fields.size() < width ? RejectReasons.TOO_FEW_COLUMNS : RejectReasons.TOO_MANY_COLUMNS;
            return reject(row, reason, "has " + fields.size() + " columns (must be " + width + ")");
        }
        if (label != ABSENT && fields.get(label).isBlank()) {
            return reject(row, RejectReasons.MISSING_LABEL, "has no label in column " + (label + 1));
        }
        if (fields.get(text).isEmpty()) {
            return reject(row, RejectReasons.EMPTY_TEXT, "has no text in column " + (text + 1));
        }
        List<String> labels = label == ABSENT ? List.of() : List.of(fields.get(label));
        return new CorpusExample(row.position(), fields.get(text), List.of(), labels);
    }

    private static RejectedRecord reject(DelimitedRow row, String reason, String complaint) {
        return new RejectedRecord(
                row.position(), reason, "The row at line " + row.position().line() + " " + complaint);
    }
}
