package io.maskwise.spark;

import io.maskwise.text.ColumnsOptions;
import io.maskwise.text.ConlluOptions;
import io.maskwise.text.CorpusFormat;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.DelimitedOptions;
import io.maskwise.text.JsonlOptions;
import io.maskwise.text.LabelLevel;
import io.maskwise.text.ParallelOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A way to write a corpus in which a record is one word with its label. */
enum BadInputFormat {
    CONLLU("", "1\tWORD\t_\tX\t_\t_\t_\t_\t_\t_\n\n"),
    COLUMNS("", "WORD X\n\n"),
    TABS("label\ttext\n", "X\tWORD\n"),
    COMMAS("label,text\n", "X,\"WORD\"\n"),
    JSON("", "{\"text\": \"WORD\", \"label\": \"X\"}\n"),
    JSON_TOKENS("", "{\"text\": [\"WORD\"], \"label\": [\"X\"]}\n"),
    LINES("", "WORD\n"),
    PARALLEL("", "WORD\n");

    private final String head;
    private final String record;

    BadInputFormat(String head, String record) {
        this.head = head;
        this.record = record;
    }

    /** What stands before the first record. */
    String head() {
        return head;
    }

    /** A record of one word, with its line end. */
    String record(String word) {
        return record.replace("WORD", word);
    }

    /** The corpus of the files; in a parallel one they are their own targets. */
    CorpusOptions corpus(Path folder, Map<String, String> splits) {
        CorpusOptions lines = Corpora.lines(folder, splits);
        return switch (this) {
            case LINES -> lines;
            case CONLLU -> Corpora.conllu(folder, splits);
            case COLUMNS -> lines.with(ColumnsOptions.DEFAULT);
            case TABS -> Corpora.delimited(folder, splits);
            case COMMAS ->
                new CorpusOptions(
                        CorpusFormat.DELIMITED,
                        folder.toString(),
                        splits,
                        ConlluOptions.DEFAULT,
                        new DelimitedOptions(",", true, "label", "text"));
            case JSON -> lines.with(JsonlOptions.DEFAULT);
            case JSON_TOKENS -> lines.with(new JsonlOptions("text", "label", LabelLevel.TOKEN));
            case PARALLEL -> lines.with(new ParallelOptions(new TreeMap<>(splits)));
        };
    }
}
