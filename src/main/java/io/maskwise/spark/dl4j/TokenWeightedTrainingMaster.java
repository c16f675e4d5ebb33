package io.maskwise.spark.dl4j;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maskwise.training.Synchronisation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.listener.RoutingIterationListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A training master for dl4j-spark whose averages are weighted by unmasked labels.
 *
 * <p>It takes the place of {@code ParameterAveragingTrainingMaster} in a program on {@link SparkComputationGraph}:
 *
 * <ul>
 *   <li>Each {@link DataSet} of the RDD is one batch: none is split, merged, left out or used twice. Batch {@code i} goes
 *       to logical worker {@code i mod workers}.
 *   <li>With {@link Normalisation#LABELS}, the default, any number of workers is one machine on all their batches of a
 *       round: SGD and Nesterovs with {@link Synchronisation#PARAMETERS} (and an averaging frequency of 1), every updater
 *       with {@link Synchronisation#GRADIENTS}.
 *   <li>The same RDD, options and network give the same parameters, bit for bit, on any number of executors and cores,
 *       dropout included. A batch in which no label counts changes nothing.
 *   <li>The score is the mean loss of the last round, weighted by labels. Listeners run on the driver, once after each
 *       round.
 * </ul>
 *
 * <p>A loss, gradient or outcome that is not finite ends {@code fit} with a {@link io.maskwise.MaskwiseException} of
 * {@link io.maskwise.ExitCode#DIVERGED}, and leaves the network as it was before that round.
 */
public final class TokenWeightedTrainingMaster
        implements TrainingMaster<TrainingResult, TrainingWorker<TrainingResult>> {
    private static final String MULTI_LAYER_REMEDY =
            "a SparkComputationGraph; MultiLayerNetwork.toComputationGraph() makes the graph";

    private final MasterOptions options;
    private List<TrainingListener> listeners = List.of();

    private TokenWeightedTrainingMaster(MasterOptions options) {
        this.options = options;
    }

    /** A builder, of which the number of workers must be set. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void executeTraining(SparkComputationGraph graph, JavaRDD<DataSet> data) {
        executeTrainingMDS(graph, data.map(DataSet::toMultiDataSet));
    }

    @Override
    public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> data) {
        new GraphFit(graph, options, listeners).run(data);
    }

    /** @throws UnsupportedOperationException always: make it a graph */
    @Override
    public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
        throw refusal("a SparkDl4jMultiLayer", MULTI_LAYER_REMEDY);
    }

    /** @throws UnsupportedOperationException always: load the data first */
    @Override
    public void executeTrainingPaths(
            @Nullable SparkDl4jMultiLayer network,
            @Nullable SparkComputationGraph graph,
            JavaRDD<String> paths,
            @Nullable DataSetLoader loader,
            @Nullable MultiDataSetLoader multiLoader) {
        throw refusal("from paths", "a JavaRDD<DataSet> or JavaRDD<MultiDataSet>: load each path in a map first");
    }

    /** @throws UnsupportedOperationException always: workers are not shared with other masters */
    @Override
    public TrainingWorker<TrainingResult> getWorkerInstance(SparkDl4jMultiLayer network) {
        throw refusal("a SparkDl4jMultiLayer", MULTI_LAYER_REMEDY);
    }

    /** @throws UnsupportedOperationException always: workers are not shared with other masters */
    @Override
    public TrainingWorker<TrainingResult> getWorkerInstance(SparkComputationGraph graph) {
        throw refusal("by single workers", "SparkComputationGraph.fit or fitMultiDataSet");
    }

    /** @throws UnsupportedOperationException always: a hook could change what the laws hold for */
    @Override
    public void addHook(TrainingHook hook) {
        throw refusal("with a TrainingHook", "a TrainingListener, which runs on the driver after each round");
    }

    /** Does nothing, as there are no hooks. */
    @Override
    public void removeHook(TrainingHook hook) {}

    private static UnsupportedOperationException refusal(String what, String right) {
        return new UnsupportedOperationException(
                "Cannot train " + what + " with TokenWeightedTrainingMaster (must be " + right + ")");
    }

    /** The options as one JSON object. */
    @Override
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"workers\":%d,\"averagingFrequency\":%d,\"sync\":\"%s\",\"normalisation\":\"%s\",\"seed\":%d}",
                options.workers(),
                options.averagingFrequency(),
                options.sync(),
                options.normalisation(),
                options.seed());
    }

    /** The options as YAML: of which JSON is a part. */
    @Override
    public String toYaml() {
        return toJson();
    }

    /** @throws UnsupportedOperationException if statistics are asked for: Spark's own page has them */
    @Override
    public void setCollectTrainingStats(boolean collect) {
        if (collect) {
            throw refusal("with training statistics", "without; Spark's web page shows jobs and tasks");
        }
    }

    @Override
    public boolean getIsCollectTrainingStats() {
        return false;
    }

    @Override
    public @Nullable SparkTrainingStats getTrainingStats() {
        return null;
    }

    @Override
    public void setListeners(@Nullable Collection<TrainingListener> listeners) {
        this.listeners = listeners == null ? List.of() : List.copyOf(listeners);
    }

    @Override
    public void setListeners(@Nullable StatsStorageRouter router, @Nullable Collection<TrainingListener> listeners) {
        setListeners(listeners);
        for (TrainingListener listener : this.listeners) {
            if (router != null && listener instanceof RoutingIterationListener routing) {
                routing.setStorageRouter(router);
            }
        }
    }

    /** True, as there are no temporary files. */
    @Override
    public boolean deleteTempFiles(JavaSparkContext context) {
        return true;
    }

    /** True, as there are no temporary files. */
    @Override
    public boolean deleteTempFiles(SparkContext context) {
        return true;
    }

    /** Sets how a master trains; each method returns this builder. */
    public static final class Builder {
        private int workers;
        private int averagingFrequency = 1;
        private Synchronisation sync = Synchronisation.PARAMETERS;
        private Normalisation normalisation = Normalisation.LABELS;
        private long seed;

        private Builder() {}

        /** The number of logical workers, independent of executors and cores; must be set. */
        @CanIgnoreReturnValue
        public Builder workers(int number) {
            workers = number;
            return this;
        }

        /** How many batches each worker takes in a round; 1 unless set, and with gradients always. */
        @CanIgnoreReturnValue
        public Builder averagingFrequency(int batches) {
            averagingFrequency = batches;
            return this;
        }

        /** What the workers send back; parameters unless set. */
        @CanIgnoreReturnValue
        public Builder sync(Synchronisation synchronisation) {
            sync = synchronisation;
            return this;
        }

        /** By what the gradient of a batch is divided; labels unless set. */
        @CanIgnoreReturnValue
        public Builder normalisation(Normalisation divisor) {
            normalisation = divisor;
            return this;
        }

        /** The seed of dropout and of all that layers draw; 0 unless set. */
        @CanIgnoreReturnValue
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * The master.
         *
         * @throws io.maskwise.InvalidOption if workers or averaging frequency are below 1
         */
        public TokenWeightedTrainingMaster build() {
            return new TokenWeightedTrainingMaster(
                    new MasterOptions(workers, averagingFrequency, sync, normalisation, seed));
        }
    }
}
