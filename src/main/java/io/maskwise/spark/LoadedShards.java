package io.maskwise.spark;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.ShardPlan;
import io.maskwise.text.Labelling;
import io.maskwise.training.TrainingShard;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A split dealt to logical workers: partition {@code i} is one object, the shard of worker {@code i}, kept where it
 * was made.
 *
 * @param shards one shard in each partition, cached
 * @param plan which worker has which rows
 */
public record LoadedShards(JavaRDD<TrainingShard> shards, ShardPlan plan) {
    /**
     * Reads a split and deals it; the rows stay with the executors until {@link #release}.
     *
     * <p>Inside a shard, rows are ordered by padded length and rank. Which worker gets a row, and where, depends on
     * the dataset and the number of workers alone.
     */
    static LoadedShards load(SparkSession spark, PreparedDataset dataset, String split, int workers) {
        SplitReader reader = new SplitReader(spark, dataset, split);
        SplitFiles files = reader.files();
        ShardPlan plan = ShardPlan.of(files.rowsPerBucket(), workers);
        return reader.reading(() -> of(reader.rows(dealing(files, plan), workers), plan, dataset.labelling()));
    }

    /** Keeps rows that stand where the plan says; they are read now. */
    static LoadedShards of(JavaPairRDD<RowPlace, PaddedSequence> placed, ShardPlan plan, Labelling labelling) {
        JavaRDD<TrainingShard> shards = shards(placed, labelling).persist(StorageLevel.MEMORY_AND_DISK());
        boolean loaded = false;
        try {
            shards.count();
            loaded = true;
            return new LoadedShards(shards, plan);
        } finally {
            if (!loaded) {
                shards.unpersist();
            }
        }
    }

    void release() {
        shards.unpersist();
    }

    private static RowPlacement dealing(SplitFiles files, ShardPlan plan) {
        return (bucket, file, position) -> {
            long rank = files.rank(file, position);
            return new RowPlace(plan.workerOf(bucket, rank), bucket, rank);
        };
    }

    private static JavaRDD<TrainingShard> shards(JavaPairRDD<RowPlace, PaddedSequence> rows, Labelling labelling) {
        return rows.mapPartitionsWithIndex(
                (worker, ofWorker) ->
                        List.of(shard(worker, labelling, ofWorker)).iterator(),
                true);
    }

    private static TrainingShard shard(
            int worker, Labelling labelling, Iterator<Tuple2<RowPlace, PaddedSequence>> placed) {
        List<PaddedSequence> rows = new ArrayList<>();
        placed.forEachRemaining(row -> rows.add(row._2()));
        return new TrainingShard(worker, labelling, rows);
    }
}
