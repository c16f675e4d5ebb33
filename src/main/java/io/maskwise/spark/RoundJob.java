package io.maskwise.spark;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.training.RoundResult;
import io.maskwise.training.WorkerResult;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One round: each worker is a task, and leaves its vectors in stretches where it ran; other tasks combine these, each
 * stretch by itself; the driver takes what they came to, stretch after stretch.
 *
 * <p>So the driver holds what a round began with and what it came to, and nothing that grows with the workers. An
 * executor that is lost takes with it what it stored: then the round is run again, and comes to the same.
 *
 * @param context where the job runs
 * @param blocks where workers leave their vectors: of this round alone
 * @param shards what the workers learn from, each in a partition of its own
 * @param worker what each of them does
 * @param <S> what shards are made of
 */
public record RoundJob<S>(
        JavaSparkContext context, StoredBlocks blocks, JavaRDD<S> shards, PartitionFunction<S, WorkerResult> worker) {
    /** As often as Spark tries a task. */
    private static final int ATTEMPTS = 4;

    /**
     * Runs the round.
     *
     * @throws MaskwiseException (resources) if executors are lost in every attempt
     */
    public RoundResult run() {
        return IntStream.range(0, ATTEMPTS)
                .mapToObj(attempt -> attempt())
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new MaskwiseException(
                        ExitCode.RESOURCES,
                        "Cannot combine a round: in each of " + ATTEMPTS + " attempts, executors were lost with what"
                                + " workers left there (see Spark's log for why; give executors more memory, or turn"
                                + " spark.dynamicAllocation.enabled off)"));
    }

    private Optional<RoundResult> attempt() {
        return new Combination(context, blocks, PartitionJob.run(shards, storing(worker, blocks))).run();
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static <S> PartitionFunction<S, GivenResult> storing(
            PartitionFunction<S, WorkerResult> worker, StoredBlocks blocks) {
        return (partition, ofWorker) -> GivenResult.store(worker.call(partition, ofWorker), blocks);
    }
}
