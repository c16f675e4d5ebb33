package io.maskwise.text;

/** How a corpus file is written. */
public enum CorpusFormat {
    /** CoNLL-U: sentences of one token a line, ten tab-separated columns, a label for each token. */
    CONLLU,
    /** Sentences of one token a line, a label for each token in another column; CoNLL-2000, CoNLL-2003. */
    COLUMNS,
    /** One JSON object a line, its text or tokens and its label or labels in fields. */
    JSONL,
    /** One example a line (or a quoted CSV record), its text and its label in columns. */
    DELIMITED,
    /** One example a line, without labels. */
    LINES,
    /** Two files read side by side: one example a line, its target in the same line of the other file. */
    PARALLEL,
    /** Tables of Parquet files: one example a row, its text and its label in columns. */
    PARQUET,
    /** The same by any source of Spark that reads files. */
    SPARK;

    /** Whether its rows are those of tables, which Spark reads, and not of text files. */
    public boolean isTable() {
        return this == PARQUET || this == SPARK;
    }
}
