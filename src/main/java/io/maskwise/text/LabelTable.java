package io.maskwise.text;

import io.maskwise.MaskwiseException;
import java.io.Serializable;
import java.util.OptionalInt;

/**
 * What the ids of a dataset's labels mean: a {@link LabelSet}, or the {@link Vocabulary} of target tokens where labels
 * are a {@link Labelling#TARGET_SEQUENCE}.
 */
public sealed interface LabelTable extends Serializable permits LabelSet, Vocabulary {
    /** The number of ids, which are the classes of a model. */
    int size();

    /**
     * The label of an id.
     *
     * @throws IndexOutOfBoundsException if there is no such id
     */
    String label(int id);

    /** The id of a label, or empty if no id has that name; reserved ids have no name that a corpus could give them. */
    OptionalInt labelId(String label);

    /** The table as a tab-separated file; {@link #fromTsv} reads it back. */
    String toTsv();

    /** The SHA-256 of the file's bytes, in lower-case hexadecimal. */
    String sha256();

    /** The name of the file that holds the table of labels that belong to such. */
    static String fileName(Labelling labelling) {
        return labelling == Labelling.TARGET_SEQUENCE ? "target-vocabulary.tsv" : "labels.tsv";
    }

    /**
     * The table that a file holds.
     *
     * @param labelling what its labels belong to
     * @param source what to call the file in errors
     * @throws MaskwiseException (input) if it is not one that {@link #toTsv} could have made
     */
    static LabelTable fromTsv(Labelling labelling, String tsv, String source) {
        return labelling == Labelling.TARGET_SEQUENCE
                ? Vocabulary.targetFromTsv(tsv, source)
                : LabelSet.fromTsv(tsv, source);
    }
}
