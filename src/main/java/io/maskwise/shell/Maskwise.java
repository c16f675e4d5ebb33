package io.maskwise.shell;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Where everything begins, in Scala:
 *
 * <pre>{@code
 * val data   = Maskwise.prepare(df).text("question").label("class").to("data/trec")
 * val model  = Maskwise.train(data).epochs(5).to("runs/trec")
 * val report = Maskwise.evaluate(model, data).on("test")
 * val out    = Maskwise.predict(model, texts).toDF
 * }</pre>
 */
public final class Maskwise {
    private Maskwise() {}

    /** Begins to prepare a DataFrame of texts, the split {@code train}; see {@link DataPreparation#to}. */
    public static DataPreparation prepare(Dataset<Row> frame) {
        return new DataPreparation(frame);
    }

    /** Begins to train a model; see {@link ModelTraining#to}. */
    public static ModelTraining train(PreparedData data) {
        return new ModelTraining(data);
    }

    /** Begins to measure a model; see {@link ModelEvaluation#on}. */
    public static ModelEvaluation evaluate(TrainedModel model, PreparedData data) {
        return new ModelEvaluation(model, data);
    }

    /** Begins to predict a DataFrame of texts; see {@link TextPrediction#toDF}. */
    public static TextPrediction predict(TrainedModel model, Dataset<Row> frame) {
        return new TextPrediction(model, frame);
    }

    /**
     * The dataset in a folder, prepared here or by the command.
     *
     * @throws io.maskwise.MaskwiseException with exit 3 if there is none
     */
    public static PreparedData data(String path) {
        return Work.of(SparkSession.active()).calling(() -> PreparedData.open(SparkSession.active(), path));
    }

    /**
     * The model of a run, trained here or by the command.
     *
     * @param run the run's folder
     * @throws io.maskwise.MaskwiseException with exit 3 if there is none
     */
    public static TrainedModel model(String run) {
        return Work.of(SparkSession.active()).calling(() -> TrainedModel.open(SparkSession.active(), RunPlace.of(run)));
    }

    /** What a shell greets with. */
    public static String welcome() {
        return """
                Maskwise: DataFrames become padded, masked data, and models of them.
                  val data   = Maskwise.prepare(df).text("question").label("class").to("data/trec")
                  val model  = Maskwise.train(data).epochs(5).to("runs/trec")
                  val report = Maskwise.evaluate(model, data).on("test")
                  val out    = Maskwise.predict(model, texts).toDF
                """;
    }
}
