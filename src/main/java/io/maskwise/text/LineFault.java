package io.maskwise.text;

/** What is wrong with a line before anybody looks at what it says. */
enum LineFault {
    NONE("", ""),
    INVALID_UTF8(RejectReasons.INVALID_UTF8, "is not valid UTF-8 (save the file as UTF-8)"),
    TOO_LONG(
            RejectReasons.LINE_TOO_LONG,
            "is longer than " + CorpusParser.LONGEST_LINE + " bytes (is this a text file with line breaks?)");

    private final String reason;
    private final String complaint;

    LineFault(String reason, String complaint) {
        this.reason = reason;
        this.complaint = complaint;
    }

    RejectedRecord reject(SourcePosition record, long line) {
        return new RejectedRecord(record, reason, "Line " + line + " " + complaint);
    }

    /** The same where the line is not in the record's own file. */
    RejectedRecord rejectFor(SourcePosition record, SourcePosition line) {
        return new RejectedRecord(record, reason, "Line " + line.line() + " of " + line.file() + " " + complaint);
    }
}
