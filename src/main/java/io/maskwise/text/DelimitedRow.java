package io.maskwise.text;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of a delimited file while it is read: a line, or several where a quoted field spans them. */
final class DelimitedRow {
    private final SourcePosition position;
    private final FieldSplitter splitter;
    private boolean ended;
    private @Nullable RejectedRecord rejection;

    DelimitedRow(SourcePosition position, DelimitedOptions options) {
        this.position = position;
        this.splitter = new FieldSplitter(options);
    }

    /** Takes the row's next line; returns whether the row ends with it. */
    boolean ends(CorpusLine line) {
        if (line.faulty()) {
            rejection = line.fault().reject(position, line.number());
            ended = true;
            return true;
        }
        ended = splitter.ends(line.text());
        if (splitter.malformed()) {
            reject(
                    RejectReasons.INVALID_QUOTE,
                    "Line " + line.number() + " goes on after a closing quote (must be a separator there)");
        } else if (splitter.openLength() > CorpusParser.LONGEST_LINE) {
            reject(
                    RejectReasons.RECORD_TOO_LONG,
                    "The quotes opened at line " + position.line() + " are not closed by line " + line.number());
            ended = true;
        }
        return ended;
    }

    SourcePosition position() {
        return position;
    }

    List<String> fields() {
        return splitter.fields();
    }

    /** Why the row cannot be used, as far as its form tells. */
    Optional<RejectedRecord> rejection() {
        if (!ended) {
            reject(
                    RejectReasons.UNCLOSED_QUOTE,
                    "The file ends inside the quotes opened in the row at line " + position.line());
        }
        return Optional.ofNullable(rejection);
    }

    private void reject(String reason, String detail) {
        rejection = new RejectedRecord(position, reason, detail);
    }
}
