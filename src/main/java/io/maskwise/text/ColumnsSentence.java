package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One sentence of token lines while it is read; one bad line rejects all of it, as a tagger must not see half of one. */
final class ColumnsSentence implements SentenceLines {
    private final SourcePosition position;
    private final ColumnsLayout layout;
    private final List<String> tokens = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private @Nullable RejectedRecord rejection;

    ColumnsSentence(SourcePosition position, ColumnsLayout layout) {
        this.position = position;
        this.layout = layout;
    }

    @Override
    public void add(CorpusLine line) {
        if (rejection != null) {
            return;
        }
        if (line.faulty()) {
            rejection = line.fault().reject(position, line.number());
            return;
        }
        String[] columns = layout.columns(line.text());
        if (!layout.isDocumentMark(columns[0])) {
            addToken(line, columns);
        }
    }

    private void addToken(CorpusLine line, String[] columns) {
        int width = layout.widthBeside(columns.length);
        if (columns.length != width) {
            String reason = columns.length < width ? RejectReasons.TOO_FEW_COLUMNS : RejectReasons.TOO_MANY_COLUMNS;
            reject(reason, line, "has " + columns.length + " columns (must be " + width + ")");
        } else if (layout.token(columns).isBlank()) {
            reject(RejectReasons.EMPTY_TOKEN, line, "has an empty token (must be a word)");
        } else if (layout.label(columns).isBlank()) {
            reject(RejectReasons.MISSING_LABEL, line, "has no label");
        } else {
            tokens.add(layout.token(columns));
            labels.add(layout.label(columns));
        }
    }

    private void reject(String reason, CorpusLine line, String complaint) {
        rejection = new RejectedRecord(position, reason, "Line " + line.number() + " " + complaint);
    }

    @Override
    public Optional<CorpusRecord> record() {
        if (rejection != null) {
            return Optional.of(rejection);
        }
        return tokens.isEmpty()
                ? Optional.empty()
                : Optional.of(new CorpusExample(position, String.join(" ", tokens), tokens, labels));
    }
}
