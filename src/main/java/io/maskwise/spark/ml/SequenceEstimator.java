package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.ModelTask;
import io.maskwise.spark.RunOptions;
import io.maskwise.spark.SparkTraining;
import io.maskwise.spark.TrainingRequest;
import io.maskwise.spark.TrainingTable;
import io.maskwise.spark.ml.Schemas.Wanted;
import io.maskwise.text.LabelSet;
import io.maskwise.training.DataDescription;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingOutcome;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a network on the sequences of a table, as the command {@code train} does on a prepared dataset: by rounds of
 * logical workers, averaged by the labels that count.
 *
 * <ul>
 *   <li>The same rows, parameters and vocabulary give the parameters that the command gives, bit for bit, where
 *       {@link #orderCol} names the corpus's order.
 *   <li>The order of the rows in the table, its partitions, cores and executors change nothing.
 *   <li>Rows stay with the executors; the driver gets the distinct labels, and counts.
 * </ul>
 *
 * @param <E> the estimator
 * @param <M> what it makes
 */
public abstract class SequenceEstimator<E extends SequenceEstimator<E, M>, M extends SequenceModel<M>>
        extends Estimator<M> implements TrainingParams, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;
    private static final int DIGITS = 16;

    private final String uid;

    /** An estimator with the defaults of the commands. */
    SequenceEstimator(String uid) {
        this.uid = uid;
        setDefault(tokensCol(), "tokens");
        setDefault(maskCol(), "mask");
        setDefault(predictionCol(), "prediction");
        setDefault(probabilityCol(), "probability");
        setDefault(predictionRows(), 64);
        setDefault(orderCol(), "");
        setDefault(layers(), "[]");
        setDefault(embedding(), 100);
        setDefault(units(), 128);
        setDefault(direction(), "bidirectional");
        setDefault(precision(), "float");
        setDefault(modelSeed(), 1L);
        setDefault(workers(), 1);
        setDefault(epochs(), 5);
        setDefault(batchRows(), 32);
        setDefault(batchCells(), 0);
        setDefault(averagingFrequency(), 8);
        setDefault(sync(), "parameters");
        setDefault(updaterState(), "average");
        setDefault(updater(), "adam");
        setDefault(learningRate(), 0.001);
        setDefault(seed(), 1L);
        setDefault(device(), "auto");
        setDefault(checkpointEvery(), 50);
        setDefault(workDirectory(), "");
    }

    @Override
    public final String uid() {
        return uid;
    }

    /** What the network predicts. */
    abstract ModelTask task();

    /** What labels its column may have. */
    abstract Wanted wantedLabel();

    /** Itself. */
    abstract E self();

    /** The model of a network that was trained. */
    abstract M model(ModelFolder trained);

    @Override
    public final StructType transformSchema(StructType table) {
        Schemas.require(table, Wanted.tokens(getTokensCol()));
        Schemas.require(table, Wanted.mask(getMaskCol()));
        StructField label = Schemas.require(table, wantedLabel());
        String order = getOrDefault(orderCol());
        if (!order.isEmpty()) {
            Schemas.require(table, Wanted.order(order));
        }
        modelOptions(task());
        trainingOptions();
        return SequenceModel.added(table, this, task(), LabelNames.isNumber(label.dataType()));
    }

    /**
     * Trains.
     *
     * @throws MaskwiseException with exit 3 if a column is missing, of the wrong type, or a row cannot be trained on, exit 6
     *     if training diverges
     */
    @Override
    public final M fit(Dataset<?> table) {
        transformSchema(table.schema());
        LabelledTable rows = LabelledTable.of(
                        table,
                        new LabelledTable.Columns(
                                getTokensCol(), getMaskCol(), getOrDefault(labelCol()), getOrDefault(orderCol())),
                        task().labelling())
                .persist();
        try {
            return fit(table, rows);
        } catch (Exception failure) { // Scala throws SparkException unchecked
            Optional<MaskwiseException> known = known(failure);
            if (known.isPresent()) {
                throw known.get();
            }
            throw failure;
        } finally {
            rows.unpersist();
        }
    }

    /** What a task refused, which Spark wraps in a report of the job's failure. */
    private static Optional<MaskwiseException> known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MaskwiseException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private M fit(Dataset<?> table, LabelledTable rows) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(table.sparkSession().sparkContext());
        requireSharedFolder(context);
        Metadata metadata = table.schema().apply(getTokensCol()).metadata();
        VectorizedText text = VectorizedText.isIn(metadata)
                ? VectorizedText.of(metadata, getTokensCol())
                : VectorizedText.ofIds(rows.largestToken());
        int vocabulary = text.vocabulary().size();
        LabelSet labels = rows.labels(vocabulary);
        Broadcast<LabelSet> sent = context.broadcast(labels);
        try (TrainingTable data = TrainingTable.of(
                rows.sequences(sent, vocabulary),
                longest -> new DataDescription(
                        task().labelling(),
                        text.tokenizer(),
                        Optional.empty(),
                        text.padding(),
                        longest,
                        text.vocabulary(),
                        labels))) {
            boolean numbers = LabelNames.isNumber(
                    table.schema().apply(getOrDefault(labelCol())).dataType());
            return train(table.sparkSession(), data, numbers);
        } finally {
            sent.destroy();
        }
    }

    private M train(SparkSession spark, TrainingTable data, boolean numbers) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        try (WorkFolder work = WorkFolder.of(getOrDefault(workDirectory()), hadoop)) {
            RunOptions run = new RunOptions(work.path(), runId(data));
            TrainingOutcome outcome = new SparkTraining(
                            spark, new TrainingRequest(data, modelOptions(task()), trainingOptions(), run, explained()))
                    .run(new Warnings());
            M model = model(ModelFolder.open(ModelFolder.of(new Path(run.path())), Dl4jNetwork::read, hadoop));
            M parented = copyValues(model.withSummary(outcome.summary()), new ParamMap());
            return parented.ofLabels(numbers);
        }
    }

    /** Tells the run from those of other rows and parameters, as those of a cross-validation are. */
    private String runId(TrainingTable data) {
        String digest = Sha256.of(data.sha256() + explained()).substring(0, DIGITS);
        return "fit-" + uid.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + digest;
    }

    /** Elsewhere than in one JVM, executors do not see the driver's temporary folders. */
    private void requireSharedFolder(JavaSparkContext context) {
        if (trainingOptions().keepsUpdaterState()
                && getOrDefault(workDirectory()).isEmpty()
                && !context.isLocal()) {
            throw MaskwiseException.usage(
                    "Invalid workDirectory: it is empty (must be a folder that the driver and all executors share, as"
                            + " updaterState is keep)");
        }
    }

    /** The parameters as a file of comments. */
    private String explained() {
        StringBuilder lines = new StringBuilder("# What this model was trained with, by a stage of spark.ml.\n");
        for (Param<?> param : params()) {
            if (!param.name().equals("workDirectory") && isDefined(param)) {
                lines.append("# ")
                        .append(param.name())
                        .append(" = ")
                        .append(String.valueOf(getOrDefault(param)).replace("\n", "\n# "))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    /** Passes warnings of a run on to Spark's log. */
    private final class Warnings implements TrainingListener {
        @Override
        public void warned(String message) {
            logWarning(() -> message);
        }
    }

    /** Sets {@link #tokensCol}. */
    public final E setTokensCol(String name) {
        set(tokensCol(), name);
        return self();
    }

    /** Sets {@link #maskCol}. */
    public final E setMaskCol(String name) {
        set(maskCol(), name);
        return self();
    }

    /** Sets {@link #labelCol}. */
    public final E setLabelCol(String name) {
        set(labelCol(), name);
        return self();
    }

    /** Sets {@link #orderCol}. */
    public final E setOrderCol(String name) {
        set(orderCol(), name);
        return self();
    }

    /** Sets {@link #predictionCol}. */
    public final E setPredictionCol(String name) {
        set(predictionCol(), name);
        return self();
    }

    /** Sets {@link #probabilityCol}. */
    public final E setProbabilityCol(String name) {
        set(probabilityCol(), name);
        return self();
    }

    /** Sets {@link #predictionRows}. */
    public final E setPredictionRows(int rows) {
        set(predictionRows(), rows);
        return self();
    }

    /** Sets {@link #layers}. */
    public final E setLayers(String json) {
        set(layers(), json);
        return self();
    }

    /** Sets {@link #embedding}. */
    public final E setEmbedding(int size) {
        set(embedding(), size);
        return self();
    }

    /** Sets {@link #units}. */
    public final E setUnits(int size) {
        set(units(), size);
        return self();
    }

    /** Sets {@link #direction}. */
    public final E setDirection(String way) {
        set(direction(), way);
        return self();
    }

    /** Sets {@link #precision}. */
    public final E setPrecision(String type) {
        set(precision(), type);
        return self();
    }

    /** Sets {@link #modelSeed}. */
    public final E setModelSeed(long value) {
        set(modelSeed(), value);
        return self();
    }

    /** Sets {@link #workers}. */
    public final E setWorkers(int count) {
        set(workers(), count);
        return self();
    }

    /** Sets {@link #epochs}. */
    public final E setEpochs(int count) {
        set(epochs(), count);
        return self();
    }

    /** Sets {@link #batchRows}. */
    public final E setBatchRows(int rows) {
        set(batchRows(), rows);
        return self();
    }

    /** Sets {@link #batchCells}. */
    public final E setBatchCells(int cells) {
        set(batchCells(), cells);
        return self();
    }

    /** Sets {@link #averagingFrequency}. */
    public final E setAveragingFrequency(int batches) {
        set(averagingFrequency(), batches);
        return self();
    }

    /** Sets {@link #sync}. */
    public final E setSync(String what) {
        set(sync(), what);
        return self();
    }

    /** Sets {@link #updaterState}. */
    public final E setUpdaterState(String policy) {
        set(updaterState(), policy);
        return self();
    }

    /** Sets {@link #updater}. */
    public final E setUpdater(String rule) {
        set(updater(), rule);
        return self();
    }

    /** Sets {@link #learningRate}. */
    public final E setLearningRate(double size) {
        set(learningRate(), size);
        return self();
    }

    /** Sets {@link #seed}. */
    public final E setSeed(long value) {
        set(seed(), value);
        return self();
    }

    /** Sets {@link #device}. */
    public final E setDevice(String choice) {
        set(device(), choice);
        return self();
    }

    /** Sets {@link #checkpointEvery}. */
    public final E setCheckpointEvery(int rounds) {
        set(checkpointEvery(), rounds);
        return self();
    }

    /** Sets {@link #workDirectory}. */
    public final E setWorkDirectory(String folder) {
        set(workDirectory(), folder);
        return self();
    }

    @Override
    public final E copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
