package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.LabelSet;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.HadoopFiles;
import io.maskwise.training.ModelDescription;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.StagedDirectory;
import io.maskwise.training.StoredNetwork;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Predicts the texts of a corpus, or a split of a dataset, and publishes what comes of it as Parquet, whole or not at all.
 *
 * <ul>
 *   <li>Texts go through the model's own tokenizer, vocabulary and policy for what is too long.
 *   <li>Every record read is written, rejected with a reason, or dropped by policy, and counted as such (law L7).
 *   <li>Padding is in no column, and what a row is batched with changes its probabilities by no more than a float's last
 *       digits (law L1).
 *   <li>The same inputs, options and model give the same bytes on any number of cores and executors (law L6).
 * </ul>
 */
public final class Prediction {
    private final SparkSession spark;
    private final ModelFolder model;
    private final PredictionOptions options;
    private final PredictionSource source;
    private final String configurationFile;
    private final Configuration hadoop;

    Prediction(
            SparkSession spark,
            ModelFolder model,
            PredictionOptions options,
            PredictionSource source,
            String configurationFile) {
        this.spark = spark;
        this.model = model;
        this.options = options;
        this.source = source;
        this.configurationFile = configurationFile;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /**
     * Predicts the texts of a corpus's split, when {@link #run} is called.
     *
     * @param configurationFile the resolved configuration, which is written beside the predictions
     * @throws MaskwiseException with exit 3 if its files cannot be found
     */
    public static Prediction ofTexts(
            SparkSession spark,
            ModelFolder model,
            PredictionOptions options,
            CorpusOptions corpus,
            String configurationFile) {
        return new Prediction(spark, model, options, TextSource.find(spark, model, options, corpus), configurationFile);
    }

    /**
     * Predicts a split of a dataset, when {@link #run} is called.
     *
     * @param configurationFile the resolved configuration, which is written beside the predictions
     * @throws MaskwiseException with exit 3 if it has no such split, or was prepared with another vocabulary
     */
    public static Prediction ofDataset(
            SparkSession spark,
            ModelFolder model,
            PredictionOptions options,
            PreparedDataset dataset,
            String configurationFile) {
        return new Prediction(
                spark, model, options, DatasetSource.find(spark, model, options, dataset), configurationFile);
    }

    /**
     * The columns that a model predicts; which row it is, and how long, stands beside them.
     *
     * @throws MaskwiseException with exit 2 if it has no classes of which all could be told
     */
    public static StructType columns(ModelFolder model, PredictionOptions options) {
        return PredictionForms.of(model, options).columns();
    }

    /**
     * The predictions that are there already, made of the same files by the same options and model; nothing if the place
     * is free.
     *
     * @throws MaskwiseException with exit 4 if anything else is there
     */
    public Optional<PredictionMetadata> alreadyComplete() {
        try {
            return new ExistingPredictions(options.path(), hadoop).requireSameOrNone(configuration(), source.files());
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
    }

    /**
     * Predicts.
     *
     * @param existing what to do with predictions that are there
     * @throws MaskwiseException with exit 3 if the input cannot be read, exit 4 if the predictions cannot be written
     */
    public PredictionReport run(ExistingTarget existing) {
        long start = System.nanoTime();
        Path target = new Path(options.path());
        try {
            if (existing == ExistingTarget.REPLACE) {
                new ExistingPredictions(options.path(), hadoop).requireReplaceable();
            }
            try (StagedDirectory staged = StagedDirectory.create(target, existing, hadoop);
                    PredictionRows rows = source.read()) {
                PredictionMetadata metadata = predict(rows, staged);
                staged.writeText(PredictionLayout.CONFIGURATION, configurationFile);
                staged.writeText(PredictionLayout.METADATA, metadata.toJson());
                staged.writeText(PredictionLayout.SUCCESS, "");
                staged.publish();
                return PredictionReport.of(metadata, (System.nanoTime() - start) / 1e9);
            }
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
    }

    private PredictionMetadata predict(PredictionRows rows, StagedDirectory staged) throws IOException {
        long rejected = rows.writeRejected(staged.path());
        PredictedPart written = rows.reading(() -> write(rows, staged.path()));
        staged.delete(TaskFile.ATTEMPTS);
        PredictionMetadata metadata = metadata(rows, rows.completed(written));
        if (!metadata.isClosed() || metadata.rowsRejected() != rejected) {
            throw new IllegalStateException("Cannot publish " + options.path() + ": its account is not closed: "
                    + metadata.read() + ", but written were " + written + " and " + rejected + " rejects");
        }
        return metadata;
    }

    private PredictionMetadata metadata(PredictionRows rows, PredictedPart written) {
        ModelDescription trained = model.description();
        return new PredictionMetadata(
                PredictionMetadata.FORMAT_VERSION,
                "maskwise",
                configuration(),
                trained.runId(),
                trained.task(),
                model.labels() instanceof LabelSet set ? set.labels() : List.of(),
                rows.inputs(),
                rows.account(),
                written);
    }

    /** All that shapes the predictions. */
    SortedMap<String, String> configuration() {
        return configuration(model, options, source.configuration());
    }

    static SortedMap<String, String> configuration(
            ModelFolder model, PredictionOptions options, SortedMap<String, String> ofSource) {
        SortedMap<String, String> configuration = new TreeMap<>(ofSource);
        OptionKeys.flatten(options).forEach((key, value) -> configuration.put("predict." + key, value));
        configuration.keySet().removeIf(key -> key.startsWith("predict.watch."));
        configuration.remove("predict.path");
        configuration.remove("predict.unknown-warning");
        ModelDescription trained = model.description();
        OptionKeys.flatten(trained.padding()).forEach((key, value) -> configuration.put("model.padding." + key, value));
        OptionKeys.flatten(trained.tokenizer())
                .forEach((key, value) -> configuration.put("model.tokenizer." + key, value));
        configuration.put("model.parameters-digest", trained.parametersDigest());
        configuration.put("model.vocabulary-sha256", trained.vocabularySha256());
        configuration.put("model.labels-sha256", trained.labelsSha256());
        configuration.put("model.tokenizer-sha256", trained.tokenizerSha256());
        return configuration;
    }

    private PredictedPart write(PredictionRows rows, Path staged) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        PredictionPass pass = new PredictionPass(
                PredictionForms.of(model, options),
                model.description().padding().padding(),
                options.batch());
        Broadcast<StoredNetwork> network = context.broadcast(model.stored());
        Broadcast<SerializableConfiguration> files =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        try {
            Dataset<Row> predicted = spark.createDataFrame(predicted(rows.rows(), pass, network), pass.columns());
            Dataset<Row> table = new KeptColumns(options.keep()).restored(predicted, rows.kept());
            return written(table.queryExecution().toRdd().toJavaRDD(), writer(staged, table), files).stream()
                    .reduce(PredictedPart.EMPTY, PredictedPart::merge);
        } finally {
            network.destroy();
            files.destroy();
            NetworkPool.ofThisJvm().close(model.stored());
        }
    }

    private static PredictionWriter writer(Path staged, Dataset<Row> table) {
        return new PredictionWriter(staged.toString(), table.schema());
    }

    /** Static, as what follows, so that the tasks get nothing but what they need. */
    private static JavaRDD<Row> predicted(
            JavaRDD<UnlabelledRow> rows, PredictionPass pass, Broadcast<StoredNetwork> network) {
        return rows.mapPartitions(ofPart -> {
            Iterator<UnlabelledRow> given = ofPart;
            return new TaskNetworks(network.value(), DeviceUse.CPU)
                    .with((SequenceNetwork lent) -> pass.run(lent, given));
        });
    }

    private static List<PredictedPart> written(
            JavaRDD<InternalRow> rows, PredictionWriter writer, Broadcast<SerializableConfiguration> files) {
        return rows.mapPartitionsWithIndex(
                        (part, ofPart) -> List.of(
                                        writer.write(part, ofPart, files.value().value()))
                                .iterator(),
                        true)
                .collect();
    }

    private MaskwiseException cannotWrite(IOException failure) {
        return MaskwiseException.output(
                failure, "Cannot write the predictions %s: %s", options.path(), HadoopFiles.reason(failure));
    }
}
