package io.maskwise.text;

/** The reasons by which rejected records are counted. */
public final class RejectReasons {
    public static final String INVALID_UTF8 = "invalid-utf8";
    public static final String LINE_TOO_LONG = "line-too-long";
    /** A quoted record of many lines that is longer than {@link CorpusParser#LONGEST_LINE}. */
    public static final String RECORD_TOO_LONG = "record-too-long";

    public static final String TOO_FEW_COLUMNS = "too-few-columns";
    public static final String TOO_MANY_COLUMNS = "too-many-columns";
    /** A CoNLL-U token id that is not the next one. */
    public static final String INVALID_ID = "invalid-id";
    /** A CoNLL-U token line without a form. */
    public static final String EMPTY_TOKEN = "empty-token";

    /** A line that is no JSON object. */
    public static final String INVALID_JSON = "invalid-json";
    /** A field that is no text, nor a list of tokens where such is needed. */
    public static final String INVALID_TEXT = "invalid-text";

    /** A row of a table without its id. */
    public static final String MISSING_ID = "missing-id";

    public static final String MISSING_LABEL = "missing-label";
    /** Something follows a closing quote. */
    public static final String INVALID_QUOTE = "invalid-quote";
    /** No token is left to learn from. */
    public static final String EMPTY_TEXT = "empty-text";
    /** More tokens than a model can read. */
    public static final String TEXT_TOO_LONG = "text-too-long";
    /** Nothing is left to make of a text. */
    public static final String EMPTY_TARGET = "empty-target";

    /** A label that the training split never showed. */
    public static final String UNKNOWN_LABEL = "unknown-label";

    private RejectReasons() {}
}
