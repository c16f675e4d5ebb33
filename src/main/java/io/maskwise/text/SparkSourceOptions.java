package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a corpus of tables is read, such as of Parquet files, by a source of Spark.
 *
 * @param source the name by which Spark knows the source, {@code parquet} for instance
 * @param options what the source is told besides, by the names that Spark's documentation gives them
 * @param text the column of the text, a string, or of its tokens, an array of strings; {@code a.b} is the field b of the
 *     struct in a
 * @param label the column of the label, or of one for each token; empty = no labels
 * @param level what a label belongs to
 * @param id the column of the row's id, unique in its split; empty = the file and the row's number in it
 */
public record SparkSourceOptions(
        String source, Map<String, String> options, String text, String label, LabelLevel level, String id)
        implements Serializable {
    /** Parquet files of a text and its label. */
    public static final SparkSourceOptions DEFAULT =
            new SparkSourceOptions("parquet", Map.of(), "text", "label", LabelLevel.SEQUENCE, "");

    /** Rows would be lost, and nothing would say so. */
    private static final Set<String> LOSING = Set.of("ignorecorruptfiles", "ignoremissingfiles");

    /** Said by the corpus's path and splits. */
    private static final Set<String> PLACES = Set.of("path", "paths");

    public SparkSourceOptions {
        if (source.isBlank()) {
            throw new InvalidOption("source", "it is empty (must be a source of Spark, such as parquet)", "source");
        }
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        options.forEach(SparkSourceOptions::requireAllowed);
        JsonlOptions.requireValid(text, label, level);
    }

    private static void requireAllowed(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean drops = lower.equals("mode") && value.toLowerCase(Locale.ROOT).equals("dropmalformed");
        if (drops || (LOSING.contains(lower) && !value.equals("false"))) {
            throw refused(name, value + " (must not be so, as rows would be lost in silence)");
        }
        if (PLACES.contains(lower)) {
            throw refused(name, value + " (must not be set: corpus.path and corpus.splits say what is read)");
        }
    }

    private static InvalidOption refused(String name, String complaint) {
        return new InvalidOption("option " + name, complaint, "options", name);
    }

    /** The same fields, by which a row is read as an object of JSON Lines is. */
    JsonlOptions fields() {
        return new JsonlOptions(text, label, level);
    }

    SparkSourceOptions withoutLabels() {
        return labelledBy("");
    }

    /** The same source, whose rows have a label of their own in a column; empty = none. */
    public SparkSourceOptions labelledBy(String column) {
        return new SparkSourceOptions(source, options, text, column, LabelLevel.SEQUENCE, id);
    }

    /** Whether rows have labels. */
    public boolean labelled() {
        return !label.isEmpty();
    }
}
