package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.Labelling;
import io.maskwise.training.ModelFolder;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** A split of a prepared dataset, whose labels are not looked at. */
final class DatasetSource implements PredictionSource {
    private final SparkSession spark;
    private final ModelFolder model;
    private final PredictionOptions options;
    private final PreparedDataset dataset;

    private DatasetSource(SparkSession spark, ModelFolder model, PredictionOptions options, PreparedDataset dataset) {
        this.spark = spark;
        this.model = model;
        this.options = options;
        this.dataset = dataset;
    }

    /**
     * Looks at the dataset.
     *
     * @throws MaskwiseException with exit 3 if it has no such split, its vocabulary is not the model's, or a row is longer
     *     than the model can read
     */
    static DatasetSource find(
            SparkSession spark, ModelFolder model, PredictionOptions options, PreparedDataset dataset) {
        SplitCounts counts = dataset.metadata().counts(options.split());
        ModelFit.requireVocabulary("predict with", model, dataset);
        int longest = counts.lengths().isEmpty() ? 0 : counts.lengths().lastKey();
        int most = ModelLimits.mostSteps(model);
        if (longest > most) {
            throw MaskwiseException.input(
                    "Cannot predict the split %s: it has a row of %d tokens (must be at most %d, as the model has no more"
                            + " positions; prepare it with padding.maximum-length = %d)",
                    options.split(), longest, most, most);
        }
        return new DatasetSource(spark, model, options, dataset);
    }

    @Override
    public SortedMap<String, String> configuration() {
        SortedMap<String, String> configuration = new TreeMap<>();
        configuration.put("dataset.sha256", dataset.sha256());
        return configuration;
    }

    @Override
    public List<CorpusFile> files() {
        return List.of();
    }

    @Override
    public PredictionRows read() {
        boolean texts = model.description().labelling() == Labelling.PER_TOKEN;
        return new DatasetRows(new SplitReader(spark, dataset, options.split()), dataset, options, texts);
    }
}
