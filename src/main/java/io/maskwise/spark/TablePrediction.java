package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.model.BatchScores;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.Side;
import io.maskwise.text.Labelling;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.StoredNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Adds what a model predicts to the rows of a table, when Spark asks for them.
 *
 * <p>Only real steps are looked at. Rows keep their order and their partition; a task holds a few batches of them.
 */
public final class TablePrediction {
    /** Rows of about one length are batched; this many batches are read ahead to find such. */
    private static final int BATCHES_AHEAD = 16;

    private final Broadcast<StoredNetwork> network;
    private final Side padding;
    private final Labelling predicts;
    private final int vocabulary;
    private final int mostSteps;

    /** Makes a model known to the executors, until nobody refers to this. */
    public TablePrediction(SparkSession spark, ModelFolder model) {
        this.network = JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model.stored());
        this.padding = model.description().padding().padding();
        this.predicts = model.description().labelling();
        this.vocabulary = model.vocabulary().size();
        this.mostSteps = ModelLimits.mostSteps(model);
    }

    /**
     * Where a table has what is predicted.
     *
     * @param tokens the column of token ids, array of int
     * @param mask the column that says which of them are real, array of boolean
     */
    public record Input(String tokens, String mask) {}

    /** The table with the columns of the form to the right of its own, whose metadata stay. */
    public Dataset<Row> of(Dataset<Row> table, Input input, TableForm form, BatchOptions batch) {
        StructType schema = table.schema();
        for (StructField field : form.columns().fields()) {
            schema = schema.add(field);
        }
        PredictionPass pass = new PredictionPass(new ScoredSteps(form, predicts), padding, batch);
        Places places = new Places(
                table.schema().fieldIndex(input.tokens()),
                table.schema().fieldIndex(input.mask()),
                vocabulary,
                mostSteps);
        Dataset<Row> predicted = table.mapPartitions(predicting(network, pass, places, form), Encoders.row(schema));
        Column[] named = new Column[schema.size()];
        for (int i = 0; i < named.length; i++) {
            StructField field = schema.fields()[i];
            named[i] =
                    functions.col("`" + field.name().replace("`", "``") + "`").as(field.name(), field.metadata());
        }
        return predicted.select(named);
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static MapPartitionsFunction<Row, Row> predicting(
            Broadcast<StoredNetwork> network, PredictionPass pass, Places places, TableForm form) {
        return rows -> new Predicted(
                rows, new TaskNetworks(network.value(), DeviceUse.CPU), pass, places, form.values(new double[0][]));
    }

    /** Where a row has its tokens and its mask, and what a model can read: ids below that, and so many steps. */
    private record Places(int tokens, int mask, int vocabulary, int mostSteps) implements Serializable {
        UnlabelledRow read(Row row) {
            Seq<@Nullable Integer> tokens = row.getSeq(this.tokens);
            Seq<@Nullable Boolean> mask = row.getSeq(this.mask);
            if (tokens == null || mask == null || tokens.size() != mask.size()) {
                throw MaskwiseException.input(
                        "Cannot predict a row whose tokens are %s and whose mask is %s (must be arrays of one length)",
                        tokens, mask);
            }
            List<Integer> real = new ArrayList<>();
            for (int step = 0; step < tokens.size(); step++) {
                Boolean isReal = mask.apply(step);
                Integer token = tokens.apply(step);
                if (isReal == null || (isReal && token == null)) {
                    throw MaskwiseException.input(
                            "Cannot predict a row with a null at step %d of its tokens or its mask (must have none)",
                            step);
                }
                if (isReal && token != null) {
                    real.add(requireKnown(token));
                }
            }
            if (real.size() > mostSteps) {
                throw MaskwiseException.input(
                        "Cannot predict a row of %d tokens (must be at most %d, as the model has no more positions; set"
                                + " maximumLength of the vectorizer)",
                        real.size(), mostSteps);
            }
            int[] ids = real.stream().mapToInt(Integer::intValue).toArray();
            return new UnlabelledRow("", ids, List.of(), UnlabelledRow.NOT_KNOWN, "");
        }

        private int requireKnown(int token) {
            if (token < 0 || token >= vocabulary) {
                throw MaskwiseException.input(
                        "Cannot predict a row with the token id %d (must be 0 to %d, the ids of the model's vocabulary)",
                        token, vocabulary - 1);
            }
            return token;
        }
    }

    /** The rows of a task, some batches at a time. */
    private static final class Predicted implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final TaskNetworks networks;
        private final PredictionPass pass;
        private final Places places;
        private final Object[] ofPadding;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Predicted(Iterator<Row> rows, TaskNetworks networks, PredictionPass pass, Places places, Object[] ofPadding) {
            this.rows = rows;
            this.networks = networks;
            this.pass = pass;
            this.places = places;
            this.ofPadding = ofPadding;
        }

        @Override
        public boolean hasNext() {
            return ready.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!ready.hasNext()) {
                ready = predictNext();
            }
            return ready.next();
        }

        private Iterator<Row> predictNext() {
            List<Row> taken = new ArrayList<>();
            long limit = (long) BATCHES_AHEAD * pass.batch().rows();
            while (rows.hasNext() && taken.size() < limit) {
                taken.add(rows.next());
            }
            List<UnlabelledRow> read = taken.stream().map(places::read).toList();
            List<UnlabelledRow> real =
                    read.stream().filter(row -> row.length() > 0).toList();
            Object[][] values = real.isEmpty() ? new Object[0][] : networks.with(network -> pass.values(network, real));
            List<Row> predicted = new ArrayList<>();
            int next = 0;
            for (int i = 0; i < read.size(); i++) {
                Object[] ofRow = read.get(i).length() > 0 ? values[next++] : ofPadding;
                predicted.add(joined(taken.get(i), ofRow));
            }
            return predicted.iterator();
        }

        private static Row joined(Row row, Object[] values) {
            Object[] all = new Object[row.size() + values.length];
            for (int i = 0; i < row.size(); i++) {
                all[i] = row.get(i);
            }
            System.arraycopy(values, 0, all, row.size(), values.length);
            return RowFactory.create(all);
        }
    }

    /** A form that is told of real steps alone. */
    private record ScoredSteps(TableForm form, Labelling predicts) implements PredictionForm {
        @Override
        public StructType columns() {
            return form.columns();
        }

        @Override
        public List<Object[]> predict(SequenceNetwork network, List<UnlabelledRow> rows, PaddedBatch batch) {
            BatchScores scores = network.forward(batch);
            List<Object[]> values = new ArrayList<>();
            for (int row = 0; row < rows.size(); row++) {
                values.add(form.values(steps(scores.logProbabilities()[row], batch, row)));
            }
            return values;
        }

        private double[][] steps(double[][] scored, PaddedBatch batch, int row) {
            int[] real = TokenPredictions.real(batch.mask(), row);
            if (predicts == Labelling.PER_SEQUENCE) {
                return real.length == 0 ? new double[0][] : scored;
            }
            double[][] steps = new double[real.length][];
            for (int i = 0; i < real.length; i++) {
                steps[i] = scored[real[i]];
            }
            return steps;
        }
    }
}
