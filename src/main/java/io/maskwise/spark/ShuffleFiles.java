package io.maskwise.spark;

import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** The files that a shuffle leaves on the executors. */
public final class ShuffleFiles {
    private ShuffleFiles() {}

    /**
     * Removes the files of a shuffle that is no longer needed.
     *
     * <p>Spark would keep them until the driver's heap is next collected as a whole, which can be hours and disks later.
     *
     * @param shuffled what came out of the shuffle
     */
    public static void remove(JavaSparkContext context, JavaPairRDD<?, ?> shuffled) {
        var cleaner = context.sc().cleaner();
        if (cleaner.isDefined() && shuffled.rdd().dependencies().head() instanceof ShuffleDependency<?, ?, ?> shuffle) {
            cleaner.get().doCleanupShuffle(shuffle.shuffleId(), false);
        }
    }
}
