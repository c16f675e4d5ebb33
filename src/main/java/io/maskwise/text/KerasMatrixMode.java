package io.maskwise.text;

/** What a cell of {@link KerasTokenizer#sequencesToMatrix} says of a word in a text that holds it; 0 in all others. */
public enum KerasMatrixMode {
    /** 1. */
    BINARY,
    /** How often the word stands in the text. */
    COUNT,
    /** That count, divided by the length of the text's sequence. */
    FREQ,
    /** {@code (1 + ln count) · ln(1 + documents / (1 + documents with the word))}, of the texts that were fitted. */
    TFIDF;

    /**
     * The mode of Keras' name.
     *
     * @throws IllegalArgumentException if Keras has no mode of that name
     */
    public static KerasMatrixMode of(String name) {
        return switch (name) {
            case "binary" -> BINARY;
            case "count" -> COUNT;
            case "freq" -> FREQ;
            case "tfidf" -> TFIDF;
            default ->
                throw new IllegalArgumentException(
                        "Invalid matrix mode: " + name + " (must be binary, count, freq or tfidf)");
        };
    }
}
