package io.maskwise.text;

/**
 * A record that cannot become an example, kept with its reason so that nothing is lost in silence.
 *
 * @param position where the record begins
 * @param reason a short, stable, kebab-case reason such as {@code too-few-columns}, by which rejects are counted
 * @param detail one readable sentence with the value and what would be right; in one line, cut off where it is long
 */
public record RejectedRecord(SourcePosition position, String reason, String detail)
        implements CorpusRecord, TokenizedRecord {
    public RejectedRecord {
        detail = OneLine.of(detail);
    }
}
