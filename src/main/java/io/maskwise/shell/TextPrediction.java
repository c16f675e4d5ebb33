package io.maskwise.shell;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.sequence.TooLong;
import io.maskwise.spark.FrameFiles;
import io.maskwise.spark.Prediction;
import io.maskwise.spark.PredictionOptions;
import io.maskwise.training.ModelFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A DataFrame of texts gets a model's predictions: the command {@code predict}. */
public final class TextPrediction extends Request<TextPrediction> {
    private static final String SPLIT = "rows";
    private static final String TEXT = "corpus.spark.text";
    private static final String ID = "corpus.spark.id";

    private final Work work;
    private final TrainedModel model;
    private final Dataset<Row> frame;

    TextPrediction(TrainedModel model, Dataset<Row> frame) {
        this.work = Work.of(frame.sparkSession());
        this.model = model;
        this.frame = frame;
    }

    @Override
    TextPrediction self() {
        return this;
    }

    /** Names the column of the text; unless it is named, that of the texts which the model was trained on. */
    @CanIgnoreReturnValue
    public TextPrediction text(String column) {
        return set(TEXT, Settings.quoted(column));
    }

    /** Names the column of the row's id, unique, for the files of {@link #to}. */
    @CanIgnoreReturnValue
    public TextPrediction id(String column) {
        return set(ID, Settings.quoted(column));
    }

    /** Adds the probability of every class, {@code class_probabilities}. */
    @CanIgnoreReturnValue
    public TextPrediction allProbabilities() {
        return set("predict.all-probabilities", true);
    }

    /**
     * Predicts: the DataFrame's own rows and columns, and beside them the predicted ones, null where a text cannot be read.
     *
     * <p>What is predicted now waits in files beside the run until this JVM ends.
     *
     * @throws MaskwiseException as the command does; naming a column that is missing or of a wrong type
     */
    public Dataset<Row> toDF() {
        return work.calling(() -> {
            FrameFolder folder = FrameFolder.beside(model.path(), work.hadoop());
            return predict(folder, new Path(folder.path(), "predictions").toString(), "a DataFrame");
        });
    }

    /**
     * Predicts to a folder; the result is that of {@link #toDF}, read from there.
     *
     * @param path the folder of the predictions, on any file system that Hadoop knows
     * @throws MaskwiseException as {@link #toDF} does
     */
    public Dataset<Row> to(String path) {
        return work.calling(() -> predict(FrameFolder.beside(path, work.hadoop()), path, path));
    }

    private Dataset<Row> predict(FrameFolder folder, String path, String called) {
        MaskwiseConfig config = settings().load(said(folder, path));
        PredictionOptions options = config.predict();
        ModelFolder trained = model.folder();
        StructType columns = Prediction.columns(trained, options);
        requireFree(columns);
        FrameFiles files = FrameFiles.ofAll(SPLIT, frame, config.corpus().spark());
        boolean predicted = false;
        try {
            FrameFiles.Written written = folder.write(files, work, "the DataFrame", "so are their predictions");
            work.commands().predict(config, existing(), called);
            Dataset<Row> rows = work.spark()
                    .read()
                    .schema(frame.schema())
                    .parquet(written.folder().toString());
            Dataset<Row> predictions = work.spark()
                    .read()
                    .schema(columns.add("id", DataTypes.StringType))
                    .parquet(path);
            boolean windows = trained.description().padding().tooLong() == TooLong.WINDOWS;
            Dataset<Row> joined = joined(numbered(rows, files), predictions, columns, windows);
            folder.keepUntilExit();
            predicted = true;
            return joined;
        } finally {
            if (!predicted) {
                folder.close();
            }
        }
    }

    private List<Said> said(FrameFolder folder, String path) {
        String call = "predict(model, DataFrame)";
        List<Said> said = new ArrayList<>(List.of(
                new Said("corpus.format", "parquet", call),
                new Said("corpus.spark.source", "parquet", call),
                new Said("corpus.spark.label", Settings.quoted(""), call),
                new Said("corpus.spark.level", "sequence", call),
                new Said("corpus.path", Settings.quoted(folder.path().toString()), call),
                new Said("corpus.splits", Settings.section(Map.of(SPLIT, FrameFiles.pattern(SPLIT))), call),
                new Said("predict.from", "corpus", call),
                new Said("predict.split", SPLIT, call),
                new Said("predict.keep", "[]", call + ", which keeps all columns,"),
                new Said("predict.path", Settings.quoted(path), ".to(folder)"),
                new Said("run.root", Settings.quoted(model.run().root()), call),
                new Said("run.id", Settings.quoted(model.run().id()), call)));
        if (!settings().maySay(TEXT)) {
            said.add(new Said(TEXT, Settings.quoted(model.textColumn()), ".text(column)"));
        }
        return said;
    }

    private void requireFree(StructType columns) {
        Arrays.stream(frame.columns())
                .filter(own -> Arrays.stream(columns.fieldNames()).anyMatch(own::equalsIgnoreCase))
                .findFirst()
                .ifPresent(own -> {
                    throw MaskwiseException.input(
                            "Cannot predict the DataFrame: it has a column %s, as its predictions do (rename it by"
                                    + " .withColumnRenamed(\"%s\", \"...\"), or leave it out by .drop(\"%s\"))",
                            own, own, own);
                });
    }

    /** Each row, its id and its place. */
    private static Dataset<Row> numbered(Dataset<Row> rows, FrameFiles files) {
        Column metadata = rows.metadataColumn("_metadata");
        Column file = metadata.getField("file_name");
        Column number = metadata.getField("row_index");
        Column place = functions.concat(file, functions.lit(":"), number.plus(1));
        return rows.select(
                functions.struct(functions.col("*")).as("own"),
                files.id().orElse(place).as("key"),
                file.as("file"),
                number.as("number"));
    }

    /** By the ids of the rows, in their order; windows of one row one after the other. */
    private static Dataset<Row> joined(
            Dataset<Row> numbered, Dataset<Row> predictions, StructType columns, boolean windows) {
        Column id = functions.col("id");
        Column row = windows ? functions.regexp_replace(id, "#[0-9]+$", "") : id;
        Dataset<Row> predicted =
                predictions.select(functions.struct(named(columns)).as("predicted"), row.as("row"), id.as("window"));
        return numbered.join(predicted, functions.col("key").equalTo(functions.col("row")), "left")
                .orderBy(
                        functions.col("file"),
                        functions.col("number"),
                        functions.length(functions.col("window")),
                        functions.col("window"))
                .select("own.*", "predicted.*");
    }

    private static Column[] named(StructType columns) {
        return Arrays.stream(columns.fieldNames()).map(functions::col).toArray(Column[]::new);
    }

    @Override
    public String toString() {
        return "predictions by " + model.path() + ", which .toDF or .to(folder) makes";
    }
}
