package io.maskwise.spark;

import io.maskwise.model.ParameterVector;
import io.maskwise.training.RoundRequest;
import io.maskwise.training.RoundResult;
import io.maskwise.training.TrainingShard;
import io.maskwise.training.ValidationPass;
import io.maskwise.training.ValidationScore;
import io.maskwise.training.WorkerPass;
import io.maskwise.training.WorkerResult;
import io.maskwise.training.Workers;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Workers as tasks: a round is a Spark job over the cached shards, and a second one where there is much to average.
 *
 * <p>A task that is lost is run again with the same request, and gives the same result.
 */
final class SparkWorkers implements Workers {
    private final JavaSparkContext context;
    private final LoadedShards shards;
    private final Optional<LoadedShards> validation;
    private final WorkerPass pass;
    private final TaskNetworks networks;

    SparkWorkers(
            JavaSparkContext context,
            LoadedShards shards,
            Optional<LoadedShards> validation,
            WorkerPass pass,
            TaskNetworks networks) {
        this.context = context;
        this.shards = shards;
        this.validation = validation;
        this.pass = pass;
        this.networks = networks;
    }

    @Override
    public List<SortedMap<Integer, Long>> rowsPerPaddedLength() {
        return shards.plan().rowsPerPaddedLength();
    }

    @Override
    public RoundResult runRound(RoundRequest request) {
        SharedValue<RoundRequest> shared = SharedValue.of(context, request, RoundRequest.class);
        try {
            return new RoundJob<>(context, shared.blocks(), shards.shards(), working(pass, networks, shared)).run();
        } finally {
            shared.destroy();
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static PartitionFunction<TrainingShard, WorkerResult> working(
            WorkerPass pass, TaskNetworks networks, SharedValue<RoundRequest> request) {
        return (worker, shard) -> networks.with(network -> pass.run(network, shard.next(), request.value()));
    }

    @Override
    public ValidationScore validate(ParameterVector parameters) {
        return validation.map(rows -> validate(rows, parameters)).orElse(ValidationScore.ZERO);
    }

    private ValidationScore validate(LoadedShards rows, ParameterVector parameters) {
        SharedValue<ParameterVector> shared = SharedValue.of(context, parameters, ParameterVector.class);
        ValidationPass validating = new ValidationPass(pass.options().batch());
        try {
            return PartitionJob.run(rows.shards(), scoring(validating, networks, shared)).stream()
                    .reduce(ValidationScore.ZERO, ValidationScore::merge);
        } finally {
            shared.destroy();
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static PartitionFunction<TrainingShard, ValidationScore> scoring(
            ValidationPass pass, TaskNetworks networks, SharedValue<ParameterVector> parameters) {
        return (worker, shard) -> networks.with(network -> pass.run(network, shard.next(), parameters.value()));
    }

    @Override
    public String source(int paddedLength) {
        return DatasetLayout.part(pass.options().split(), paddedLength);
    }

    @Override
    public void close() {
        shards.release();
        validation.ifPresent(LoadedShards::release);
        networks.close();
    }
}
