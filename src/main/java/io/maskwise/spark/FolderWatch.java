package io.maskwise.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.MaskwiseException;
import io.maskwise.text.CorpusOptions;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.HadoopFiles;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.StagedDirectory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.binaryfile.BinaryFileFormat;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Predicts each new file of a folder once, whatever happens: Spark's Structured Streaming finds the files and remembers
 * them, and what is found together is predicted and published as {@link Prediction} does, in a folder of its number.
 *
 * <p>A batch that was published before its end was remembered is met again after a restart, and not repeated: its number
 * and its files are the same, and its folder is there.
 */
public final class FolderWatch {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SparkSession spark;
    private final ModelFolder model;
    private final PredictionOptions options;
    private final CorpusOptions texts;
    private final String configurationFile;
    private final Configuration hadoop;
    private final WatchListener listener;

    /**
     * Watches a corpus's folder, when {@link #run} is called.
     *
     * @param configurationFile the resolved configuration, which is written beside the predictions
     */
    public FolderWatch(
            SparkSession spark,
            ModelFolder model,
            PredictionOptions options,
            CorpusOptions corpus,
            String configurationFile,
            WatchListener listener) {
        this.spark = spark;
        this.model = model;
        this.options = options;
        this.texts = options.texts(corpus);
        this.configurationFile = configurationFile;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
        this.listener = listener;
    }

    /**
     * Watches until the trigger ends it, or the session is stopped.
     *
     * @param existing what to do with predictions that are there: those of this watch go on, or all begins anew
     * @throws MaskwiseException with exit 3 if the folder or a file in it cannot be read, exit 4 if the predictions cannot
     *     be written
     */
    public void run(ExistingTarget existing) {
        try {
            CorpusFolder folder = CorpusFolder.open(texts.path(), hadoop);
            begin(existing);
            watch(folder);
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot write the predictions %s: %s", options.path(), HadoopFiles.reason(failure));
        }
    }

    private void begin(ExistingTarget existing) throws IOException {
        Path target = new Path(options.path());
        ExistingPredictions there = new ExistingPredictions(options.path(), hadoop);
        if (existing == ExistingTarget.REFUSE
                && HadoopFiles.fileSystem(target, hadoop).exists(target)) {
            requireSame(there);
            return;
        }
        there.requireReplaceable();
        try (StagedDirectory staged = StagedDirectory.create(target, existing, hadoop)) {
            staged.writeText(
                    PredictionLayout.WATCH,
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(configuration()) + "\n");
            staged.writeText(PredictionLayout.CONFIGURATION, configurationFile);
            staged.publish();
        }
    }

    private SortedMap<String, String> configuration() {
        return Prediction.configuration(model, options, TextSource.configuration(texts));
    }

    private void requireSame(ExistingPredictions there) throws IOException {
        SortedMap<String, String> before = new TreeMap<>();
        try {
            JsonNode stored =
                    JSON.readTree(HadoopFiles.readText(new Path(options.path(), PredictionLayout.WATCH), hadoop));
            stored.fields()
                    .forEachRemaining(
                            field -> before.put(field.getKey(), field.getValue().asText()));
        } catch (FileNotFoundException other) {
            throw there.refusal("something else than the predictions of a folder that is watched is there");
        } catch (JsonProcessingException damaged) {
            throw there.refusal("its " + PredictionLayout.WATCH + " is damaged");
        }
        List<String> differences = OptionKeys.differences(before, configuration());
        if (!differences.isEmpty()) {
            throw there.refusal("they were begun otherwise: " + String.join("; ", differences));
        }
    }

    private void watch(CorpusFolder folder) {
        String checkpoint = options.path() + "/" + PredictionLayout.CHECKPOINT;
        FoundFiles logged = new FoundFiles(spark, checkpoint);
        String pattern = texts.files(texts.splits().keySet().iterator().next()).get(0);
        Dataset<Row> found = spark.readStream()
                .format("binaryFile")
                .schema(BinaryFileFormat.schema())
                .option("pathGlobFilter", pattern)
                .option(
                        "maxFileAge",
                        "36500d") // else files older than the newest by a week would be passed over in silence
                .options(limit())
                .load(folder.path().toString())
                .select("path");
        try {
            StreamingQuery query = found.writeStream()
                    .queryName("maskwise predict")
                    .option("checkpointLocation", checkpoint)
                    .trigger(trigger())
                    .foreachBatch((Dataset<Row> left, Long number) -> predict(folder, logged, number))
                    .start();
            query.awaitTermination();
        } catch (Exception failure) { // Scala throws StreamingQueryException unchecked
            throw cause(failure);
        }
    }

    private SortedMap<String, String> limit() {
        SortedMap<String, String> limit = new TreeMap<>();
        if (options.watch().filesPerBatch() > 0) {
            limit.put("maxFilesPerTrigger", String.valueOf(options.watch().filesPerBatch()));
        }
        return limit;
    }

    private Trigger trigger() {
        return switch (options.watch().trigger()) {
            case EVERY -> Trigger.ProcessingTime((long) (options.watch().everySeconds() * 1000), TimeUnit.MILLISECONDS);
            case AVAILABLE_NOW -> Trigger.AvailableNow();
        };
    }

    private static RuntimeException cause(Exception failure) {
        for (Throwable cause : UnreadableTable.causes(failure)) {
            if (cause instanceof MaskwiseException known) {
                return known;
            }
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    private void predict(CorpusFolder folder, FoundFiles found, long number) throws IOException {
        Path target = new Path(options.path(), PredictionLayout.batch(number));
        if (HadoopFiles.fileSystem(target, hadoop).exists(target)) {
            return;
        }
        List<CorpusFile> files = files(folder, found.of(number));
        if (files.isEmpty()) {
            return;
        }
        PredictionOptions here = options.at(target.toString());
        TextSource source = TextSource.of(spark, model, here, texts, files);
        PredictionReport report =
                new Prediction(spark, model, here, source, configurationFile).run(ExistingTarget.REFUSE);
        listener.predicted(target.toString(), report);
    }

    /** Those that are still there; the others are told of, each by its name. */
    private List<CorpusFile> files(CorpusFolder folder, List<Path> found) throws IOException {
        List<CorpusPath> paths = new ArrayList<>();
        for (Path path : found) {
            try {
                FileStatus status = HadoopFiles.fileSystem(path, hadoop).getFileStatus(path);
                if (status.isFile()) {
                    paths.add(new CorpusPath(status, folder.nameOf(path), CorpusFile.Finding.BY_PATTERN));
                } else {
                    listener.warned("the file " + path + " is a folder now: it was found, and not predicted");
                }
            } catch (FileNotFoundException gone) {
                listener.warned("the file " + path + " is gone: it was found, and not predicted");
            }
        }
        paths.sort(Comparator.comparing(CorpusPath::name));
        String split = texts.splits().keySet().iterator().next();
        List<CorpusFile> files = new ArrayList<>();
        for (CorpusPath path : paths) {
            files.add(CorpusFiles.file(files.size(), split, path));
        }
        return files;
    }
}
