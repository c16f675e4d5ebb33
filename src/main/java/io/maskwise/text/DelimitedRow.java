package io.maskwise.text;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of a delimited file while it is read: a line, or several where a quoted field spans them. */
final class DelimitedRow {
    private final SourcePosition position;
    private final FieldSplitter splitter;
    private @Nullable RejectedRecord rejection;

    DelimitedRow(SourcePosition position, DelimitedOptions options) {
        this.position = position;
        this.splitter = new FieldSplitter(options);
    }

    /** Takes the row's next line; returns whether the row ends with it. */
    boolean endsWith(CorpusLine line) {
        if (line.faulty()) {
            rejection = line.fault().reject(position, line.number());
            return true;
        }
        boolean ended = splitter.endsWith(line.text());
        if (splitter.malformed()) {
            reject(
                    RejectReasons.INVALID_QUOTE,
                    "The row at " + lines(line) + " goes on after a closing quote (must be a separator there)");
        }
        return ended || tooLong(line);
    }

    SourcePosition position() {
        return position;
    }

    List<String> fields() {
        return splitter.fields();
    }

    /** Why the row cannot be used, as far as its form tells. */
    Optional<RejectedRecord> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** Gives a row up that spans more than a line may hold, so that one stray quote cannot fill the memory. */
    private boolean tooLong(CorpusLine line) {
        if (splitter.length() <= CorpusParser.LONGEST_LINE) {
            return false;
        }
        reject(
                RejectReasons.RECORD_TOO_LONG,
                "The row at " + lines(line) + " has quotes that are still open at its limit of "
                        + CorpusParser.LONGEST_LINE + " characters (close them)");
        return true;
    }

    private String lines(CorpusLine last) {
        return position.line() == last.number()
                ? "line " + last.number()
                : "lines " + position.line() + " to " + last.number();
    }

    private void reject(String reason, String detail) {
        rejection = new RejectedRecord(position, reason, detail);
    }
}
