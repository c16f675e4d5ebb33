package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.metrics.ConfusionMatrix;
import io.maskwise.metrics.SpanF1;
import io.maskwise.spark.ml.Schemas.Wanted;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Measures predictions: of sequences, or of their real tokens and no others, as the command {@code evaluate} does.
 *
 * <ul>
 *   <li>Labels and predictions are strings or numbers, or arrays of such. Labels of tokens are those of real tokens, or of
 *       padding too: then {@link #maskCol} says which count.
 *   <li>A row without a real token, whose prediction is null, counts nowhere.
 *   <li>Counts are whole numbers and losses are summed exactly, so that partitions change nothing.
 * </ul>
 */
public final class MaskedEvaluator extends Evaluator implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;

    /** What can be measured. */
    public enum Measure {
        /** The share of labels that are predicted right. */
        ACCURACY("accuracy"),
        /** The mean F1 of the labels that occur. */
        MACRO_F1("macroF1"),
        /** The F1 of all labels pooled. */
        MICRO_F1("microF1"),
        /** The mean F1 of the labels that occur, by how often they do. */
        WEIGHTED_F1("weightedF1"),
        /** The F1 of spans that labels such as {@code B-PER} mark, of all types pooled. */
        SPAN_F1("spanF1"),
        /** The mean loss of a label, in nats. */
        LOSS("loss");

        private final String key;

        Measure(String key) {
            this.key = key;
        }

        private static Optional<Measure> of(String key) {
            return Arrays.stream(values())
                    .filter(measure -> measure.key.equals(key))
                    .findFirst();
        }

        private static String keys() {
            return Arrays.stream(values()).map(measure -> measure.key).collect(Collectors.joining(", "));
        }
    }

    /** An evaluator of accuracy. */
    public MaskedEvaluator() {
        this(Identifiable$.MODULE$.randomUID("maskwiseEvaluator"));
    }

    /** One of that id, as Spark makes it when it loads one. */
    public MaskedEvaluator(String uid) {
        this.uid = uid;
        setDefault(labelCol(), "label");
        setDefault(predictionCol(), "prediction");
        setDefault(probabilityCol(), "probability");
        setDefault(maskCol(), "mask");
        setDefault(metricName(), "accuracy");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The column of labels. */
    public Param<String> labelCol() {
        return Parameters.column(this, "labelCol", "column of labels, or of arrays of them");
    }

    /** The column of predictions. */
    public Param<String> predictionCol() {
        return Parameters.column(this, "predictionCol", "column of predicted labels, or of arrays of them");
    }

    /** The column of probabilities. */
    public Param<String> probabilityCol() {
        return Parameters.column(this, "probabilityCol", "column of probabilities, for the loss");
    }

    /** The column of which tokens are real. */
    public Param<String> maskCol() {
        return Parameters.column(this, "maskCol", "column of which tokens are real; used where the table has it");
    }

    /** What is measured. */
    public Param<String> metricName() {
        return new Param<>(
                this,
                "metricName",
                "what is measured (" + Measure.keys() + ")",
                Parameters.checked("metricName", key -> Measure.of(key).isPresent(), "one of " + Measure.keys()));
    }

    /** Sets {@link #labelCol}. */
    public MaskedEvaluator setLabelCol(String name) {
        set(labelCol(), name);
        return this;
    }

    /** Sets {@link #predictionCol}. */
    public MaskedEvaluator setPredictionCol(String name) {
        set(predictionCol(), name);
        return this;
    }

    /** Sets {@link #probabilityCol}. */
    public MaskedEvaluator setProbabilityCol(String name) {
        set(probabilityCol(), name);
        return this;
    }

    /** Sets {@link #maskCol}. */
    public MaskedEvaluator setMaskCol(String name) {
        set(maskCol(), name);
        return this;
    }

    /** Sets {@link #metricName}. */
    public MaskedEvaluator setMetricName(String name) {
        set(metricName(), name);
        return this;
    }

    private Measure measure() {
        return Measure.of(getOrDefault(metricName())).orElseThrow();
    }

    @Override
    public boolean isLargerBetter() {
        return measure() != Measure.LOSS;
    }

    /**
     * Measures.
     *
     * @throws MaskwiseException with exit 3 if a column is missing or of the wrong type; labels that do not fit predictions
     *     fail the job
     */
    @Override
    public double evaluate(Dataset<?> table) {
        Measure measure = measure();
        MeasuredRows counted = counted(table, measure);
        ConfusionMatrix confusion = counted.confusion().matrix();
        return switch (measure) {
            case ACCURACY -> confusion.micro().precision();
            case MACRO_F1 -> confusion.macro().f1();
            case MICRO_F1 -> confusion.micro().f1();
            case WEIGHTED_F1 -> confusion.weighted().f1();
            case SPAN_F1 -> counted.spans().orElseGet(SpanF1::new).micro().f1();
            case LOSS -> counted.loss();
        };
    }

    private MeasuredRows counted(Dataset<?> table, Measure measure) {
        StructType schema = table.schema();
        StructField label = Schemas.require(schema, labelled(getOrDefault(labelCol()), "labelCol"));
        StructField prediction = Schemas.require(schema, labelled(getOrDefault(predictionCol()), "predictionCol"));
        boolean ofTokens = Schemas.isLabels(label.dataType());
        if (ofTokens != Schemas.isLabels(prediction.dataType())) {
            throw MaskwiseException.input(
                    "Cannot compare the columns %s and %s: they are %s and %s (must be arrays both, or neither)",
                    label.name(),
                    prediction.name(),
                    label.dataType().simpleString(),
                    prediction.dataType().simpleString());
        }
        boolean masked = ofTokens && List.of(schema.fieldNames()).contains(getOrDefault(maskCol()));
        Column mask = masked
                ? column(Schemas.require(schema, Wanted.mask(getOrDefault(maskCol())))
                        .name())
                : functions.lit(null);
        boolean loss = measure == Measure.LOSS;
        Column probability = loss ? column(probabilities(schema).name()) : functions.lit(null);
        Dataset<Row> read = table.select(
                column(label.name()).as("label"),
                column(prediction.name()).as("prediction"),
                mask.as("mask"),
                probability.as("probability"));
        MeasuredRow.Reader reader =
                new MeasuredRow.Reader(ofTokens, loss ? names(schema) : List.of(), measure == Measure.SPAN_F1);
        return counted(read, reader);
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static MeasuredRows counted(Dataset<Row> rows, MeasuredRow.Reader reader) {
        JavaRDD<MeasuredRows> parts = rows.toJavaRDD()
                .mapPartitions(part -> List.of(MeasuredRows.of(part, reader)).iterator());
        return parts.treeAggregate(MeasuredRows.none(reader), MeasuredRows::merge, MeasuredRows::merge);
    }

    private static Column column(String name) {
        return functions.col(Schemas.quoted(name));
    }

    private static Wanted labelled(String name, String parameter) {
        return new Wanted(
                name,
                parameter,
                "string, boolean or a number that is whole, or an array of such",
                type -> Schemas.isLabel(type) || Schemas.isLabels(type));
    }

    private StructField probabilities(StructType schema) {
        return Schemas.require(
                schema,
                new Wanted(
                        getOrDefault(probabilityCol()),
                        "probabilityCol",
                        "a vector, or for tokens array<array<double>>",
                        type -> isProbabilities(type)));
    }

    private static boolean isProbabilities(DataType type) {
        return type.equals(SQLDataTypes.VectorType()) || type.catalogString().equals("array<array<double>>");
    }

    private List<String> names(StructType schema) {
        Optional<String[]> names = SequenceModel.labels(probabilities(schema).metadata());
        return List.of(names.orElseThrow(() -> MaskwiseException.input(
                "Cannot measure a loss by the column %s: its metadata do not name the labels (must be as a model of maskwise"
                        + " made it; set probabilityCol)",
                getOrDefault(probabilityCol()))));
    }

    @Override
    public MaskedEvaluator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads one that was saved. */
    public static MLReader<MaskedEvaluator> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads one that was saved at a path. */
    public static MaskedEvaluator load(String path) {
        return read().load(path);
    }
}
