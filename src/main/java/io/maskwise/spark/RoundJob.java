package io.maskwise.spark;

import io.maskwise.model.NetworkFactory;
import io.maskwise.training.RoundRequest;
import io.maskwise.training.RoundResult;
import io.maskwise.training.TrainingShard;
import io.maskwise.training.WorkerPass;
import io.maskwise.training.WorkerResult;
import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function1;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * One round as one Spark job: each worker is a task; what they give is cut into stretches, combined stretch by stretch
 * by further tasks, and put together on the driver as these end.
 *
 * <p>So the driver holds what a round began with and what it came to, and nothing that grows with the workers. A single
 * worker has nothing to combine, and answers the driver itself.
 *
 * @param context where the job runs
 * @param shards one in each partition
 * @param task what a worker does
 */
record RoundJob(JavaSparkContext context, JavaRDD<TrainingShard> shards, Task task) {
    /**
     * A worker's part, wherever it runs.
     *
     * @param pass what it does
     * @param factory makes its network, unless the executor has one
     * @param request what it is told
     */
    record Task(WorkerPass pass, NetworkFactory factory, Broadcast<RoundRequest> request) implements Serializable {
        WorkerResult run(TrainingShard shard) {
            return NetworkPool.ofThisJvm().with(factory, network -> pass.run(network, shard, request.value()));
        }
    }

    RoundResult run() {
        return shards.getNumPartitions() == 1
                ? RoundResult.of(shards.map(task::run).collect())
                : combined();
    }

    private RoundResult combined() {
        RoundRequest request = task.request().value();
        long values = (long) request.state().parameters().length()
                + request.state().updaterState().length();
        VectorShards cut = VectorShards.of(values, context.defaultParallelism());
        JavaPairRDD<RoundPlace, RoundPiece> pieces =
                pieces(shards, task, cut).repartitionAndSortWithinPartitions(cut.partitioner());
        RoundAssembly assembly = new RoundAssembly(request.state());
        try {
            collect(pieces, assembly);
            return assembly.result();
        } finally {
            removeFiles(pieces);
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaPairRDD<RoundPlace, RoundPiece> pieces(
            JavaRDD<TrainingShard> shards, Task task, VectorShards cut) {
        return shards.flatMapToPair(shard -> cut.cut(task.run(shard)));
    }

    /** Unlike a collect, this lets go of what one task sent before the next one's is read. */
    private void collect(JavaPairRDD<RoundPlace, RoundPiece> pieces, RoundAssembly assembly) {
        ClassTag<ArrayList<RoundPiece>> tag = ClassTag$.MODULE$.apply(ArrayList.class);
        JavaRDD<RoundPiece> combined = pieces.mapPartitions(VectorShards::combine);
        Function1<Iterator<RoundPiece>, ArrayList<RoundPiece>> list =
                (Function1<Iterator<RoundPiece>, ArrayList<RoundPiece>> & Serializable) RoundJob::list;
        context.sc()
                .runJob(
                        combined.rdd(),
                        list,
                        (index, ofTask) -> {
                            assembly.take(ofTask);
                            return BoxedUnit.UNIT;
                        },
                        tag);
    }

    private static ArrayList<RoundPiece> list(Iterator<RoundPiece> pieces) {
        ArrayList<RoundPiece> list = new ArrayList<>();
        while (pieces.hasNext()) {
            list.add(pieces.next());
        }
        return list;
    }

    /** Spark would keep them until the driver's heap is next collected as a whole, which can be hours and disks later. */
    private void removeFiles(JavaPairRDD<RoundPlace, RoundPiece> shuffled) {
        var cleaner = context.sc().cleaner();
        if (cleaner.isDefined() && shuffled.rdd().dependencies().head() instanceof ShuffleDependency<?, ?, ?> shuffle) {
            cleaner.get().doCleanupShuffle(shuffle.shuffleId(), false);
        }
    }
}
