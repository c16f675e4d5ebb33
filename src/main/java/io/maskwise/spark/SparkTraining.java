package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.FusedMultiplyAdd;
import io.maskwise.model.ScheduleOptions;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.ShardPlan;
import io.maskwise.training.HadoopAccess;
import io.maskwise.training.RoundPlan;
import io.maskwise.training.RunDescription;
import io.maskwise.training.TrainingJob;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingOptions;
import io.maskwise.training.TrainingOutcome;
import io.maskwise.training.TrainingRun;
import io.maskwise.training.ValidationOptions;
import io.maskwise.training.WorkerPass;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Trains a model on rows with Spark's executors. */
public final class SparkTraining {
    /** Keys that may change between a run and its resumption. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("train.checkpoint-every", "train.keep-checkpoints");

    private final SparkSession spark;
    private final TrainingRequest request;

    /** Trains what is asked for, when {@link #run} is called. */
    public SparkTraining(SparkSession spark, TrainingRequest request) {
        this.spark = spark;
        this.request = request;
    }

    /**
     * Trains from wherever the run stands to its end; see {@link TrainingRun#run}.
     *
     * @throws MaskwiseException also if the dataset's labels are not what the model predicts, or it has no such split
     *     (exit 3), or if it is to be trained on GPUs and an executor cannot use one (exit 7)
     */
    public TrainingOutcome run(TrainingListener listener) {
        requireTrainable();
        TrainingJob job = job();
        return new TrainingRun(job, listener).run(() -> workers(job, listener));
    }

    /**
     * Trains anew in place of what an earlier run of this id left, which stays until then; see
     * {@link TrainingRun#replace}.
     *
     * @throws MaskwiseException as {@link #run} does; also with exit 4 if the folder holds something that is no run
     */
    public TrainingOutcome replace(TrainingListener listener) {
        requireTrainable();
        TrainingJob job = job();
        return new TrainingRun(job, listener).replace(() -> workers(job, listener));
    }

    private SparkWorkers workers(TrainingJob job, TrainingListener listener) {
        FusedMultiplyAdd.slowness().ifPresent(listener::warned);
        TrainingOptions options = request.training();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        DeviceUse use = new DevicePreflight(context).choose(options.device(), listener::warned);
        LoadedShards shards = load(options.split());
        boolean loaded = false;
        try {
            Optional<LoadedShards> validation = validationSplit().map(this::load);
            loaded = true;
            return new SparkWorkers(
                    context,
                    shards,
                    validation,
                    new WorkerPass(
                            options,
                            options.classWeights(request.data().labels()),
                            hadoopAccess(spark.sparkContext().hadoopConfiguration())),
                    new TaskNetworks(job.factory().undrawn(), use));
        } finally {
            if (!loaded) {
                shards.release();
            }
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static HadoopAccess hadoopAccess(Configuration hadoop) {
        SerializableConfiguration sent = new SerializableConfiguration(hadoop);
        return sent::value;
    }

    private LoadedShards load(String split) {
        return request.data().load(split, request.training().workers());
    }

    private Optional<String> validationSplit() {
        ValidationOptions validation = request.training().validation();
        return validation.isActive() ? Optional.of(validation.split()) : Optional.empty();
    }

    private void requireTrainable() {
        // Asked here, as the rows below, so that they are refused before the run begins.
        request.training().classWeights(request.data().labels());
        requireBatches(request.training().split());
        validationSplit().ifPresent(this::requireBatches);
    }

    private void requireBatches(String split) {
        request.data()
                .rowsPerBucket(split)
                .keySet()
                .forEach(bound -> request.training().batch().rowsOf(bound));
    }

    private TrainingJob job() {
        return new TrainingJob(
                description(),
                request.training(),
                ConfiguredNetwork.of(request.model(), updater(), request.data()),
                Dl4jNetwork::read,
                request.data().description(),
                new Path(request.run().path()),
                spark.sparkContext().hadoopConfiguration());
    }

    /** The updater, with a schedule that knows how many steps the run has. */
    private UpdaterOptions updater() {
        TrainingOptions options = request.training();
        ShardPlan shards = ShardPlan.of(request.data().rowsPerBucket(options.split()), options.workers());
        long places = RoundPlan.of(shards.rowsPerPaddedLength(), options).places();
        ScheduleOptions schedule = options.updater().schedule().over(places * options.epochs());
        return options.updater().scheduledBy(schedule);
    }

    private RunDescription description() {
        SortedMap<String, String> configuration = new TreeMap<>();
        OptionKeys.flatten(request.model()).forEach((key, value) -> configuration.put("model." + key, value));
        OptionKeys.flatten(request.training()).forEach((key, value) -> configuration.put("train." + key, value));
        configuration.keySet().removeAll(WITHOUT_EFFECT);
        configuration.put("dataset.sha256", request.data().sha256());
        return new RunDescription(request.run().id(), request.configurationFile(), configuration, Versions.of(spark));
    }
}
