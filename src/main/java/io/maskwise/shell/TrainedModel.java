package io.maskwise.shell;

import io.maskwise.KebabCase;
import io.maskwise.MaskwiseException;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.report.Figures;
import io.maskwise.report.ModelSummary;
import io.maskwise.spark.RunOptions;
import io.maskwise.training.ModelDescription;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.TrainingSummary;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A trained model.
 *
 * <p>What a function of a query takes along of it, in a task, is its folder.
 */
public final class TrainedModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient SparkSession spark;
    private final transient ModelDescription description;
    private final transient TrainingSummary summary;
    private final RunOptions run;
    private final String textColumn;

    private TrainedModel(
            SparkSession spark,
            RunOptions run,
            ModelDescription description,
            TrainingSummary summary,
            String textColumn) {
        this.spark = spark;
        this.run = run;
        this.description = description;
        this.summary = summary;
        this.textColumn = textColumn;
    }

    static TrainedModel open(SparkSession spark, RunOptions run) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Path folder = new Path(run.path());
        ModelDescription description = folder(run, hadoop).description();
        TrainingSummary summary = TrainingSummary.of(folder, hadoop)
                .orElseThrow(() -> MaskwiseException.input(
                        "Cannot read the run %s: it is not finished (call train for it once more: it goes on)",
                        folder));
        return new TrainedModel(spark, run, description, summary, "text");
    }

    private static ModelFolder folder(RunOptions run, Configuration hadoop) {
        return ModelFolder.open(ModelFolder.of(new Path(run.path())), Dl4jNetwork::read, hadoop);
    }

    TrainedModel ofTexts(String column) {
        return new TrainedModel(spark, run, description, summary, column);
    }

    SparkSession spark() {
        return spark;
    }

    RunOptions run() {
        return run;
    }

    /** Its files, opened. */
    ModelFolder folder() {
        return folder(run, spark.sparkContext().hadoopConfiguration());
    }

    /** The column of the texts that it was trained on, as far as that is known. */
    String textColumn() {
        return textColumn;
    }

    /** The folder of its run. */
    public String path() {
        return run.path();
    }

    /** What it predicts: {@code classification}, {@code tagging} or {@code seq2seq}. */
    public String task() {
        return KebabCase.of(description.task());
    }

    /** The SHA-256 of its parameters. */
    public String digest() {
        return summary.parametersDigest();
    }

    /** The mean loss of its last epoch. */
    public double loss() {
        return summary.finalLoss();
    }

    /** The mean loss of each epoch. */
    public double[] losses() {
        return summary.lossPerEpoch().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** How many parameters it has. */
    public int parameters() {
        return summary.parameterCount();
    }

    /** Its layers, with shapes, parameters, and what becomes of the mask. */
    public String summary() {
        return Work.of(spark).calling(() -> {
            try (SequenceNetwork network = folder().stored().create()) {
                return ModelSummary.render(network.spec(), network.precision());
            }
        });
    }

    /** Its folder, what it predicts, size, loss and digest, in one line. */
    @Override
    public String toString() {
        return path() + ": " + task() + ", " + Figures.count(parameters()) + " parameters, loss "
                + Figures.decimal(loss(), 4) + " after " + Figures.count(summary.epochs())
                + (summary.epochs() == 1 ? " epoch" : " epochs") + ", digest " + digest().substring(0, 8);
    }
}
