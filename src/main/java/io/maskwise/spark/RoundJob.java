package io.maskwise.spark;

import io.maskwise.model.NetworkState;
import io.maskwise.training.RoundResult;
import io.maskwise.training.WorkerResult;
import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
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
 * @param results what the workers do, each in a partition of its own
 * @param before the state that they begin with
 */
public record RoundJob(JavaSparkContext context, JavaRDD<WorkerResult> results, NetworkState before) {
    /** Runs the round. */
    public RoundResult run() {
        return results.getNumPartitions() == 1 ? RoundResult.of(results.collect()) : combined();
    }

    private RoundResult combined() {
        long values =
                (long) before.parameters().length() + before.updaterState().length();
        VectorShards cut = VectorShards.of(values, context.defaultParallelism());
        JavaPairRDD<RoundPlace, RoundPiece> pieces =
                results.flatMapToPair(cut::cut).repartitionAndSortWithinPartitions(cut.partitioner());
        RoundAssembly assembly = new RoundAssembly(before);
        try {
            collect(pieces, assembly);
            return assembly.result();
        } finally {
            ShuffleFiles.remove(context, pieces);
        }
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
}
