package io.maskwise.text;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The labels that a model tells apart, with ids from 0.
 *
 * <p>Sorted by UTF-16 code units ({@link String#compareTo}), so that ids do not depend on the order of the corpus.
 * There is no id for padding or for an unknown label: the mask says what is padding, and a record with an unknown label
 * is rejected. Immutable.
 */
public final class LabelSet implements LabelTable {
    private static final long serialVersionUID = 1L;
    private static final String HEADER = "id\tlabel";

    private final ArrayList<String> labels;
    private final HashMap<String, Integer> ids = new HashMap<>();

    private LabelSet(Collection<String> labels) {
        this.labels = new ArrayList<>(labels);
        for (int id = 0; id < this.labels.size(); id++) {
            ids.put(this.labels.get(id), id);
        }
    }

    /** The labels given, each once. */
    public static LabelSet of(Collection<String> labels) {
        return new LabelSet(new TreeSet<>(labels));
    }

    /** The label's id, or empty if it is not in the set. */
    public OptionalInt id(String label) {
        Integer id = ids.get(label);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    @Override
    public OptionalInt labelId(String label) {
        return id(label);
    }

    @Override
    public String label(int id) {
        return labels.get(id);
    }

    @Override
    public int size() {
        return labels.size();
    }

    /** All labels, in the order of their ids. */
    public List<String> labels() {
        return Collections.unmodifiableList(labels);
    }

    /** The set as a tab-separated file with the columns id and label; {@link #fromTsv} reads it back. */
    @Override
    public String toTsv() {
        StringBuilder tsv = new StringBuilder(HEADER).append('\n');
        for (int id = 0; id < labels.size(); id++) {
            tsv.append(id).append('\t').append(Tsv.escape(labels.get(id))).append('\n');
        }
        return tsv.toString();
    }

    /**
     * The set that a file holds.
     *
     * @param source what to call the file in errors
     * @throws MaskwiseException (input) if it is not one that {@link #toTsv} could have made
     */
    public static LabelSet fromTsv(String tsv, String source) {
        List<String> labels =
                Tsv.rows(tsv, HEADER, source).stream().map(row -> row.get(1)).toList();
        if (!List.copyOf(new TreeSet<>(labels)).equals(labels)) {
            throw MaskwiseException.input("Cannot read %s: its labels are not sorted, each once", source);
        }
        return new LabelSet(labels);
    }

    @Override
    public String sha256() {
        return Sha256.of(toTsv());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSet set && labels.equals(set.labels);
    }

    @Override
    public int hashCode() {
        return labels.hashCode();
    }

    @Override
    public String toString() {
        return "LabelSet" + (size() <= 20 ? labels : " of " + size() + " labels");
    }
}
