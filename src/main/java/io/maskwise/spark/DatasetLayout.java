package io.maskwise.spark;

import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import java.util.Locale;

/** The names of what is in a prepared dataset's folder. */
final class DatasetLayout {
    static final String SUCCESS = "_SUCCESS";
    static final String METADATA = "_maskwise/dataset.json";
    static final String CONFIGURATION = "_maskwise/config.conf";
    /** A copy of the tokenizer.json that texts were cut by. */
    static final String TOKENIZER = "_maskwise/tokenizer.json";

    static final String VOCABULARY = "_maskwise/vocabulary.tsv";
    static final String REJECTED = "_maskwise/rejected";

    private DatasetLayout() {}

    static String labels(Labelling labelling) {
        return "_maskwise/" + LabelTable.fileName(labelling);
    }

    static String split(String name) {
        return "split=" + name;
    }

    static String bucket(String split, int bound) {
        return String.format(Locale.ROOT, "%s/bucket=%05d", split(split), bound);
    }

    static String part(String split, int bound, int number) {
        return String.format(Locale.ROOT, "%s/part-%05d.parquet", bucket(split, bound), number);
    }

    static String rejected(int file) {
        return String.format(Locale.ROOT, "%s/part-%05d.jsonl", REJECTED, file);
    }
}
