package io.maskwise.text;

/**
 * An example that is left out because the configuration asks for it; it is counted, not kept.
 *
 * @param reason a short, stable, kebab-case reason, by which dropped rows are counted
 */
public record DroppedRecord(String reason) implements TokenizedRecord {
    /** It has more tokens than are allowed. */
    public static final String TOO_LONG = "too-long";
}
