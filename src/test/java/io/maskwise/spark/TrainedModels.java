package io.maskwise.spark;

import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingSummary;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Models that two workers train on one dataset.
 *
 * @param small one that the driver averages by itself
 * @param large one of which two workers leave more than that
 * @param keeping the small one, whose workers keep what their updaters remember
 */
record TrainedModels(TrainingSummary small, TrainingSummary large, TrainingSummary keeping) {
    static TrainedModels train(SparkSession spark, PreparedDataset dataset, Path runs) {
        return new TrainedModels(
                train(spark, TaggedData.request(dataset, 2, run(runs, "small"))),
                train(spark, TaggedData.large(dataset, run(runs, "large"))),
                train(spark, TaggedData.keeping(dataset, run(runs, "keeping"))));
    }

    private static RunOptions run(Path runs, String id) {
        return new RunOptions(runs.toString(), id);
    }

    private static TrainingSummary train(SparkSession spark, TrainingRequest request) {
        return new SparkTraining(spark, request).run(TrainingListener.SILENT).summary();
    }

    /** What tells whether others are the same. */
    String digests() {
        return "small=" + small.parametersDigest() + ", large=" + large.parametersDigest() + ", keeping="
                + keeping.parametersDigest();
    }
}
