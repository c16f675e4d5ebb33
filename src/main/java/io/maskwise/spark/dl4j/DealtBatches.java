package io.maskwise.spark.dl4j;

import io.maskwise.spark.ShuffleFiles;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import scala.Tuple2;

/**
 * Batches dealt to logical workers in turn: batch {@code i} of the RDD is in partition {@code i mod workers}, in the
 * order of the RDD, cached.
 *
 * <p>Nothing is split, merged or left out. Which worker has a batch depends on its place in the RDD alone.
 */
final class DealtBatches implements AutoCloseable {
    private final JavaSparkContext context;
    private final JavaPairRDD<Long, MultiDataSet> dealt;
    private final long count;

    /** Deals the batches; they stay with the executors until {@link #close}. */
    DealtBatches(JavaSparkContext context, JavaRDD<MultiDataSet> batches, int workers) {
        this.context = context;
        this.dealt = dealt(batches, workers).persist(StorageLevel.MEMORY_AND_DISK());
        boolean counted = false;
        try {
            this.count = dealt.count();
            counted = true;
        } finally {
            if (!counted) {
                close();
            }
        }
    }

    private static JavaPairRDD<Long, MultiDataSet> dealt(JavaRDD<MultiDataSet> batches, int workers) {
        return batches.zipWithIndex()
                .mapToPair(indexed -> new Tuple2<>(indexed._2(), indexed._1()))
                .repartitionAndSortWithinPartitions(new InTurn(workers));
    }

    /** How many batches there are. */
    long count() {
        return count;
    }

    /** The batches with their indices: partition {@code i} has those of worker {@code i}. */
    JavaRDD<Tuple2<Long, MultiDataSet>> dealt() {
        return JavaRDD.fromRDD(dealt.rdd(), dealt.classTag());
    }

    @Override
    public void close() {
        dealt.unpersist();
        ShuffleFiles.remove(context, dealt);
    }

    private static final class InTurn extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int workers;

        InTurn(int workers) {
            this.workers = workers;
        }

        @Override
        public int numPartitions() {
            return workers;
        }

        @Override
        public int getPartition(Object index) {
            return (int) ((Long) index % workers);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof InTurn inTurn && inTurn.workers == workers;
        }

        @Override
        public int hashCode() {
            return workers;
        }
    }
}
