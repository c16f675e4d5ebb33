package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.spark.DatasetOptions;
import io.maskwise.text.LabelSet;
import io.maskwise.text.Labelling;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a table that a model is trained on, in an order that the rows alone decide.
 *
 * <p>That is the order of a column, as a corpus's where it holds ids {@code file:line}; rows of which it says the same, or
 * all where there is no such column, are ordered by what they hold, and equal ones are the same wherever they are.
 */
final class LabelledTable {
    /** What ids of a corpus are made of: the file, the line and the window. */
    private static final String PLACE = "^(.*:)?([0-9]{1,18})(?:#([0-9]{1,9}))?$";

    /** Of ids whose words nobody told: more would be an embedding table of gigabytes. */
    private static final int MOST_TOKENS = 10_000_000;

    private final Dataset<Row> rows;
    private final Labelling labelling;
    private final boolean ordered;

    private LabelledTable(Dataset<Row> rows, Labelling labelling, boolean ordered) {
        this.rows = rows;
        this.labelling = labelling;
        this.ordered = ordered;
    }

    /**
     * Where a table has what is trained on.
     *
     * @param tokens the column of token ids
     * @param mask the column of masks
     * @param label the column of labels
     * @param order the column that orders the rows; empty = none
     */
    record Columns(String tokens, String mask, String label, String order) {}

    static LabelledTable of(Dataset<?> table, Columns columns, Labelling labelling) {
        boolean ordered = !columns.order().isEmpty();
        List<Column> read = new ArrayList<>(List.of(
                column(columns.tokens()).as(columns.tokens()),
                column(columns.mask()).as(columns.mask()),
                column(columns.label()).as(columns.label()),
                ordered
                        ? column(columns.order()).cast("string").as("maskwise_id")
                        : functions.lit("").as("maskwise_id")));
        if (ordered) {
            read.addAll(keys(
                    column(columns.order()),
                    table.schema().apply(columns.order()).dataType() instanceof StringType));
        }
        return new LabelledTable(table.select(read.toArray(Column[]::new)), labelling, ordered);
    }

    private static Column column(String name) {
        return functions.col(Schemas.quoted(name));
    }

    private static List<Column> keys(Column order, boolean text) {
        if (!text) {
            return List.of(order.as("maskwise_key0"));
        }
        return List.of(
                functions.regexp_extract(order, PLACE, 1).as("maskwise_key0"),
                functions
                        .regexp_extract(order, PLACE, 2)
                        .cast(DataTypes.LongType)
                        .as("maskwise_key1"),
                functions
                        .regexp_extract(order, PLACE, 3)
                        .cast(DataTypes.LongType)
                        .as("maskwise_key2"));
    }

    /** Keeps the rows from now on, until {@link #unpersist}. */
    LabelledTable persist() {
        return new LabelledTable(rows.persist(StorageLevel.MEMORY_AND_DISK()), labelling, ordered);
    }

    void unpersist() {
        rows.unpersist();
    }

    /**
     * The largest id of a real token, or 0 where there is none.
     *
     * @throws MaskwiseException with exit 3 if no table of embeddings has so many rows
     */
    int largestToken() {
        String tokens = rows.columns()[LabelledRow.TOKENS];
        Column real = functions.zip_with(
                column(tokens),
                column(rows.columns()[LabelledRow.MASK]),
                (token, isReal) -> functions.when(isReal, token).otherwise(0));
        Row largest = rows.agg(functions.max(functions.array_max(real))).first();
        int found = largest.isNullAt(0) ? 0 : largest.getInt(0);
        if (found >= MOST_TOKENS) {
            throw MaskwiseException.input(
                    "Cannot train on the column %s: it has the token id %,d (must be below %,d; does tokensCol name ids"
                            + " that were counted from 2 on?)",
                    tokens, found, MOST_TOKENS);
        }
        return found;
    }

    /**
     * All labels that count.
     *
     * @param vocabulary how many token ids there are
     * @throws MaskwiseException with exit 3 if there are none, or more than a dataset may have
     */
    LabelSet labels(int vocabulary) {
        int most = DatasetOptions.MAXIMUM_LABELS;
        List<String> found = names(rows, labelling, vocabulary).distinct().take(most + 1);
        if (found.size() > most) {
            throw MaskwiseException.input(
                    "Cannot train on the labels of the column %s: they are more than %,d different ones (does labelCol"
                            + " name the right column?)",
                    rows.columns()[LabelledRow.LABEL], most);
        }
        if (found.isEmpty()) {
            throw MaskwiseException.input(
                    "Cannot train on the column %s: no label in it counts (must be at least one)",
                    rows.columns()[LabelledRow.LABEL]);
        }
        return LabelSet.of(found);
    }

    /** Static, as what follows, so that the tasks get nothing but what they need. */
    private static JavaRDD<String> names(Dataset<Row> rows, Labelling labelling, int vocabulary) {
        return rows.toJavaRDD()
                .flatMap(row ->
                        LabelledRow.of(row, labelling, vocabulary).labels().iterator());
    }

    /** The rows with their labels as ids, in their order. */
    JavaRDD<PaddedSequence> sequences(Broadcast<LabelSet> labels, int vocabulary) {
        List<Column> by = new ArrayList<>();
        String[] columns = rows.columns();
        for (int i = LabelledRow.ID + 1; i < columns.length; i++) {
            by.add(column(columns[i]));
        }
        for (int i : new int[] {LabelledRow.ID, LabelledRow.TOKENS, LabelledRow.MASK, LabelledRow.LABEL}) {
            by.add(column(columns[i]));
        }
        return encoded(rows.orderBy(by.toArray(Column[]::new)), labels, labelling, vocabulary);
    }

    private static JavaRDD<PaddedSequence> encoded(
            Dataset<Row> rows, Broadcast<LabelSet> labels, Labelling labelling, int vocabulary) {
        return rows.toJavaRDD()
                .map(row -> LabelledRow.of(row, labelling, vocabulary).encoded(labels.value(), labelling));
    }
}
