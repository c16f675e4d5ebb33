package io.maskwise.spark;

import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.training.RoundPosition;
import io.maskwise.training.RoundRequest;
import io.maskwise.training.RoundResult;
import io.maskwise.training.TrainingShard;
import io.maskwise.training.ValidationPass;
import io.maskwise.training.ValidationScore;
import io.maskwise.training.WorkerPass;
import io.maskwise.training.WorkerResult;
import io.maskwise.training.Workers;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Workers as tasks: a round is a Spark job over the cached shards, and a second one where there is much to average; in
 * the driver's own JVM, tasks stay from round to round.
 *
 * <p>A task that is lost is run again with the same request, and gives the same result.
 */
final class SparkWorkers implements Workers {
    private final JavaSparkContext context;
    private final LoadedShards shards;
    private final Optional<LoadedShards> validation;
    private final WorkerPass pass;
    private final TaskNetworks networks;
    private final SharedValue<Work> work;
    private final StandingRounds standing;

    /** What tasks do in every round; sent once, as to read it takes longer than the rest of a small task. */
    private record Work(WorkerPass pass, TaskNetworks networks) implements Serializable {}

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
        this.work = SharedValue.of(context, new Work(pass, networks), Work.class);
        this.standing = new StandingRounds(context, shards, networks, pass);
    }

    @Override
    public List<SortedMap<Integer, Long>> rowsPerPaddedLength() {
        return shards.plan().rowsPerPaddedLength();
    }

    @Override
    public RoundResult runRound(RoundRequest request) {
        return standing.run(request).orElseGet(() -> runAsJob(request));
    }

    @Override
    public void reuse(NetworkState state) {
        standing.reuse(state);
    }

    private RoundResult runAsJob(RoundRequest request) {
        SharedValue<RoundRequest> shared = SharedValue.of(context, request, RoundRequest.class);
        try {
            RoundJob<TrainingShard> job =
                    new RoundJob<>(context, shared.blocks(), shards.shards(), working(work, shared));
            RoundPosition at = request.position();
            return JobStep.run(context.sc(), "epoch " + at.epoch() + ", round " + at.round(), job::run);
        } finally {
            shared.destroy();
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static PartitionFunction<TrainingShard, WorkerResult> working(
            SharedValue<Work> work, SharedValue<RoundRequest> request) {
        return (worker, shard) -> {
            Work known = work.value();
            return known.networks().with(network -> known.pass().run(network, shard.next(), request.value()));
        };
    }

    @Override
    public ValidationScore validate(ParameterVector parameters) {
        standing.dismiss();
        return validation.map(rows -> validate(rows, parameters)).orElse(ValidationScore.ZERO);
    }

    private ValidationScore validate(LoadedShards rows, ParameterVector parameters) {
        SharedValue<ParameterVector> shared = SharedValue.of(context, parameters, ParameterVector.class);
        try {
            return JobStep.run(context.sc(), "validation", () -> PartitionJob.run(rows.shards(), scoring(work, shared)))
                    .stream()
                    .reduce(ValidationScore.ZERO, ValidationScore::merge);
        } finally {
            shared.destroy();
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static PartitionFunction<TrainingShard, ValidationScore> scoring(
            SharedValue<Work> work, SharedValue<ParameterVector> parameters) {
        return (worker, shard) -> {
            Work known = work.value();
            ValidationPass validating =
                    new ValidationPass(known.pass().options().batch());
            return known.networks().with(network -> validating.run(network, shard.next(), parameters.value()));
        };
    }

    @Override
    public String source(int paddedLength) {
        return DatasetLayout.bucket(pass.options().split(), paddedLength);
    }

    @Override
    public void close() {
        standing.dismiss();
        shards.release();
        validation.ifPresent(LoadedShards::release);
        networks.close();
        work.destroy();
    }
}
