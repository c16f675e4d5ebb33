package io.maskwise.spark;

import io.maskwise.model.NetworkFactory;
import io.maskwise.training.RoundRequest;
import io.maskwise.training.TrainingShard;
import io.maskwise.training.WorkerPass;
import io.maskwise.training.WorkerResult;
import io.maskwise.training.Workers;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Workers as tasks: a round is one Spark job over the cached shards.
 *
 * <p>A task that is lost is run again with the same request, and gives the same result.
 */
final class SparkWorkers implements Workers {
    private final JavaSparkContext context;
    private final LoadedShards shards;
    private final WorkerPass pass;
    private final NetworkFactory factory;

    SparkWorkers(JavaSparkContext context, LoadedShards shards, WorkerPass pass, NetworkFactory factory) {
        this.context = context;
        this.shards = shards;
        this.pass = pass;
        this.factory = factory;
    }

    @Override
    public List<SortedMap<Integer, Long>> rowsPerPaddedLength() {
        return IntStream.range(0, shards.plan().workers())
                .mapToObj(shards.plan()::rowsPerPaddedLength)
                .toList();
    }

    @Override
    public List<WorkerResult> runRound(RoundRequest request) {
        Broadcast<RoundRequest> shared = context.broadcast(request);
        try {
            return shards.shards().map(task(pass, factory, shared)).collect();
        } finally {
            shared.destroy();
        }
    }

    /** Static, so that the task gets nothing but what it needs. */
    private static Function<TrainingShard, WorkerResult> task(
            WorkerPass pass, NetworkFactory factory, Broadcast<RoundRequest> request) {
        return shard -> NetworkPool.ofThisJvm().with(factory, network -> pass.run(network, shard, request.value()));
    }

    @Override
    public void close() {
        shards.release();
        NetworkPool.ofThisJvm().close(factory);
    }
}
