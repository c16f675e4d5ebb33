package io.maskwise.spark;

import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.PadSequences;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Predicts the rows of a task: in batches of rows of about one length, given back in the order in which they came.
 *
 * @param form what is predicted
 * @param padding where rows are padded
 * @param batch how large a batch may be; a row that exceeds its cells alone is a batch by itself
 */
record PredictionPass(PredictionForm form, Side padding, BatchOptions batch) implements Serializable {
    static final String LENGTH = "length";
    static final String UNKNOWN = "unknown";
    static final String TOKENS_CUT = "tokens_cut";

    /** The columns of the rows: the id, those of the form, counts of tokens, and what is kept of a table, as its label. */
    StructType columns() {
        StructType columns = new StructType().add("id", DataTypes.StringType, false);
        for (var field : form.columns().fields()) {
            columns = columns.add(field);
        }
        return columns.add(LENGTH, DataTypes.IntegerType, false)
                .add(UNKNOWN, DataTypes.IntegerType, false)
                .add(TOKENS_CUT, DataTypes.IntegerType, true)
                .add(KeptColumns.LABEL, DataTypes.StringType, true);
    }

    /** Holds all of the rows, as they are sorted. */
    Iterator<Row> run(SequenceNetwork network, Iterator<UnlabelledRow> given) {
        List<UnlabelledRow> rows = new ArrayList<>();
        given.forEachRemaining(rows::add);
        Object[][] values = values(network, rows);
        return IntStream.range(0, values.length)
                .mapToObj(place -> row(rows.get(place), values[place]))
                .iterator();
    }

    /** What the form says of each of the rows, in their order. */
    Object[][] values(SequenceNetwork network, List<UnlabelledRow> rows) {
        Object[][] values = new Object[rows.size()][];
        for (List<Integer> places : batches(rows)) {
            List<UnlabelledRow> together = places.stream().map(rows::get).toList();
            List<Object[]> ofBatch = form.predict(network, together, stacked(together));
            for (int i = 0; i < places.size(); i++) {
                values[places.get(i)] = ofBatch.get(i);
            }
        }
        return values;
    }

    private List<List<Integer>> batches(List<UnlabelledRow> rows) {
        List<Integer> byLength = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingInt(place -> rows.get(place).length()))
                .toList();
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (Integer place : byLength) {
            if (!open.isEmpty() && open.size() >= rowsOf(rows.get(place).length())) {
                batches.add(open);
                open = new ArrayList<>();
            }
            open.add(place);
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }

    private int rowsOf(int length) {
        return batch.cells() == 0
                ? batch.rows()
                : Math.max(1, Math.min(batch.rows(), batch.cells() / Math.max(1, length)));
    }

    private PaddedBatch stacked(List<UnlabelledRow> rows) {
        int longest = rows.stream().mapToInt(UnlabelledRow::length).max().orElse(0);
        PadSequences pad = PadSequences.of(new PaddingOptions(padding, Side.POST, longest));
        List<PaddedSequence> padded = new ArrayList<>();
        for (UnlabelledRow row : rows) {
            int[] tokens = pad.pad(new int[][] {row.tokens()}, Vocabulary.PADDING_ID)[0];
            padded.add(new PaddedSequence(row.id(), tokens, pad.maskRow(row.length(), longest), new int[0]));
        }
        return PaddedBatch.stack(padded, Labelling.NONE);
    }

    private static Row row(UnlabelledRow row, Object[] values) {
        List<Object> all = new ArrayList<>();
        all.add(row.id());
        all.addAll(List.of(values));
        all.add(row.length());
        all.add((int) IntStream.of(row.tokens())
                .filter(id -> id == Vocabulary.UNKNOWN_ID)
                .count());
        all.add(row.tokensCut() == UnlabelledRow.NOT_KNOWN ? null : row.tokensCut());
        all.add(row.kept().isEmpty() ? null : row.kept());
        return RowFactory.create(all.toArray());
    }
}
