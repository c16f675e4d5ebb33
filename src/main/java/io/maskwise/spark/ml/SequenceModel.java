package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.ModelTask;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.spark.TableForm;
import io.maskwise.spark.TablePrediction;
import io.maskwise.spark.ml.Schemas.Wanted;
import io.maskwise.text.LabelSet;
import io.maskwise.text.Vocabulary;
import io.maskwise.training.ModelDescription;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.TrainingSummary;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A trained network that predicts the sequences of a table.
 *
 * <p>Padding changes no prediction, and is in none. What is saved holds, in its folder {@code model}, the model of a run
 * as the command {@code train} writes it.
 *
 * @param <M> the model
 */
public abstract class SequenceModel<M extends SequenceModel<M>> extends Model<M>
        implements PredictionColumns, MLWritable {
    private static final long serialVersionUID = 1L;
    private static final String LABELS = "labels";
    private static final String KEY = "maskwise";
    private static final String SAVED = "model";

    private final String uid;
    private final transient ModelFolder trained;
    private transient @Nullable TrainingSummary summary;
    private transient @Nullable TablePrediction prediction;
    private transient @Nullable SparkContext sentTo;

    SequenceModel(String uid, ModelFolder trained) {
        this.uid = uid;
        this.trained = trained;
        setDefault(numericLabels(), false);
    }

    @Override
    public final String uid() {
        return uid;
    }

    /** Whether labels are numbers, and so predictions. */
    public final BooleanParam numericLabels() {
        return new BooleanParam(this, "numericLabels", "whether labels are numbers, and so predictions; told by fit");
    }

    /** What stands in the columns of predictions. */
    abstract TableForm form(StructField predicted, StructField probabilities, LabelNames labels);

    /** Itself. */
    abstract M self();

    /** What the network is. */
    public final ModelDescription description() {
        return trained.description();
    }

    /** The ids of tokens that it reads. */
    public final Vocabulary vocabulary() {
        return trained.vocabulary();
    }

    /** The labels, in the order of their probabilities: strings by their characters, numbers by their values. */
    public final String[] labels() {
        return labelNames().names();
    }

    /** What came of its training; nothing of a model that was loaded. */
    public final Optional<TrainingSummary> summary() {
        return Optional.ofNullable(summary);
    }

    final M withSummary(TrainingSummary came) {
        summary = came;
        return self();
    }

    final M ofLabels(boolean numbers) {
        set(numericLabels(), numbers);
        return self();
    }

    final ModelFolder trained() {
        return trained;
    }

    private LabelNames labelNames() {
        return new LabelNames((LabelSet) trained.labels(), (boolean) getOrDefault(numericLabels()));
    }

    /** Sets {@link #tokensCol}. */
    public final M setTokensCol(String name) {
        set(tokensCol(), name);
        return self();
    }

    /** Sets {@link #maskCol}. */
    public final M setMaskCol(String name) {
        set(maskCol(), name);
        return self();
    }

    /** Sets {@link #predictionCol}. */
    public final M setPredictionCol(String name) {
        set(predictionCol(), name);
        return self();
    }

    /** Sets {@link #probabilityCol}. */
    public final M setProbabilityCol(String name) {
        set(probabilityCol(), name);
        return self();
    }

    /** Sets {@link #predictionRows}. */
    public final M setPredictionRows(int rows) {
        set(predictionRows(), rows);
        return self();
    }

    /** The table with predictions; what their columns say of themselves is left out. */
    static StructType added(StructType table, PredictionColumns columns, ModelTask task, boolean numbers) {
        Forms forms = Forms.of(task, numbers);
        StructType wider = Schemas.with(
                table,
                new StructField(columns.getPredictionCol(), forms.prediction(), true, Metadata.empty()),
                "predictionCol");
        return Schemas.with(
                wider,
                new StructField(columns.getProbabilityCol(), forms.probability(), true, Metadata.empty()),
                "probabilityCol");
    }

    @Override
    public final StructType transformSchema(StructType table) {
        Schemas.require(table, Wanted.tokens(getTokensCol()));
        Schemas.require(table, Wanted.mask(getMaskCol()));
        requireVocabulary(table.apply(getTokensCol()));
        return added(table, this, description().task(), labelNames().numbers());
    }

    /** A vectorizer fitted anew gives the same words other ids. */
    private void requireVocabulary(StructField tokens) {
        if (!VectorizedText.isIn(tokens.metadata())) {
            return;
        }
        String found = VectorizedText.vocabularySha256(tokens.metadata(), tokens.name());
        String wanted = description().vocabularySha256();
        if (!found.equals(wanted)) {
            throw MaskwiseException.input(
                    "Cannot predict the column %s: its vocabulary has the SHA-256 %s (must be %s, as the model was trained"
                            + " with; use the vectorizer's model that was fitted with it)",
                    tokens.name(), found, wanted);
        }
    }

    /**
     * Adds predictions and probabilities, when Spark asks for them.
     *
     * @throws MaskwiseException with exit 3 if a column is missing or of the wrong type; a row whose tokens or mask are null
     *     fails the job
     */
    @Override
    public final Dataset<Row> transform(Dataset<?> table) {
        StructType schema = transformSchema(table.schema());
        Metadata names = new MetadataBuilder()
                .putMetadata(
                        KEY,
                        new MetadataBuilder().putStringArray(LABELS, labels()).build())
                .build();
        StructField probabilities = schema.apply(getProbabilityCol());
        TableForm form = form(
                schema.apply(getPredictionCol()),
                new StructField(probabilities.name(), probabilities.dataType(), true, names),
                labelNames());
        return prediction(table.sparkSession())
                .of(
                        table.toDF(),
                        new TablePrediction.Input(getTokensCol(), getMaskCol()),
                        form,
                        new BatchOptions((int) getOrDefault(predictionRows()), 0));
    }

    /** The labels that the metadata of a column of probabilities name. */
    static Optional<String[]> labels(Metadata metadata) {
        return metadata.contains(KEY) && metadata.getMetadata(KEY).contains(LABELS)
                ? Optional.of(metadata.getMetadata(KEY).getStringArray(LABELS))
                : Optional.empty();
    }

    /** The network is sent once to each Spark: one that was stopped took it away. */
    @SuppressWarnings("ReferenceEquality") // one Spark is equal to no other
    private synchronized TablePrediction prediction(SparkSession spark) {
        TablePrediction known = prediction;
        if (known == null || sentTo != spark.sparkContext()) {
            known = new TablePrediction(spark, trained);
            prediction = known;
            sentTo = spark.sparkContext();
        }
        return known;
    }

    @Override
    public final MLWriter write() {
        return new StageWriter(this, (folder, hadoop) -> trained.write(new Path(folder, SAVED), hadoop));
    }

    /** The network that was saved below a stage's folder. */
    static ModelFolder read(Path folder, ModelTask task, Configuration hadoop) {
        ModelFolder saved = ModelFolder.open(new Path(folder, SAVED), Dl4jNetwork::read, hadoop);
        ModelTask found = saved.description().task();
        if (found != task) {
            throw MaskwiseException.input("Cannot load %s: its model is for %s (must be for %s)", folder, found, task);
        }
        return saved;
    }
}
