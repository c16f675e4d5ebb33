package io.maskwise.spark;

import io.maskwise.model.NetworkState;
import io.maskwise.training.RoundRequest;
import io.maskwise.training.RoundResult;
import io.maskwise.training.WorkerPass;
import io.maskwise.training.WorkerResult;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks from round to round where that can be, and says where it cannot.
 *
 * <p>It can where all runs in the driver's own JVM, as no executor can be lost there; while all rows are in memory, as
 * the tasks hold them; while what workers give is little beside the heap; and while nobody else wants cores.
 */
final class StandingRounds {
    /** So long tasks may take to be there; if they do not come, others have the cores. */
    private static final long ARRIVAL_MILLIS = 10_000;

    /** So long they wait for the next round before they leave their cores to others. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** Of the heap, what workers give may take one part of so many. */
    private static final int PART_OF_HEAP = 16;

    private static final long LOOK_AROUND_NANOS = 1_000_000_000;

    private final JavaSparkContext context;
    private final LoadedShards shards;
    private final TaskNetworks networks;
    private final WorkerPass pass;
    private boolean worthTrying;
    private long lookedAround = System.nanoTime() - LOOK_AROUND_NANOS;
    private boolean crowded;
    private @Nullable StandingTasks tasks;

    StandingRounds(JavaSparkContext context, LoadedShards shards, TaskNetworks networks, WorkerPass pass) {
        this.context = context;
        this.shards = shards;
        this.networks = networks;
        this.pass = pass;
        this.worthTrying = context.isLocal();
    }

    /** Runs a round; nothing where it must be a job of its own. */
    Optional<RoundResult> run(RoundRequest request) {
        return given(request).map(this::combined);
    }

    /** By the tasks, as they are awake; a thread of a pool would have to be woken up, which takes as long as its part. */
    private RoundResult combined(List<WorkerResult> results) {
        StandingTasks present = Objects.requireNonNull(tasks);
        return RoundResult.taking(results, present, present.spare());
    }

    /** Hears of a state that nobody has any more; a round that was a job has left no tasks to write over it. */
    void reuse(NetworkState state) {
        StandingTasks present = tasks;
        if (present != null) {
            present.spare().give(state.parameters());
            present.spare().give(state.updaterState());
        }
    }

    private Optional<List<WorkerResult>> given(RoundRequest request) {
        if (!worthTrying || isTooMuch(request) || isSomebodyElseAtWork()) {
            dismiss();
            return Optional.empty();
        }
        Optional<List<WorkerResult>> given = ask(request);
        return given.isEmpty() && call() ? ask(request) : given;
    }

    /** Asks those that are there; nothing if they have gone, and then they are dismissed. */
    private Optional<List<WorkerResult>> ask(RoundRequest request) {
        StandingTasks present = tasks;
        Optional<List<WorkerResult>> given = Optional.empty();
        try {
            given = present == null ? given : present.run(request);
        } finally {
            // After a failure, too: what is left of its orders and answers must not be taken for another round's.
            if (given.isEmpty()) {
                dismiss();
            }
        }
        return given;
    }

    /**
     * Room for what all workers give is held all the time, where a job of its own leaves it in Spark's storage; and where
     * they do not give what their updaters remember, room for that of each task.
     */
    private boolean isTooMuch(RoundRequest request) {
        long ofAll = shards.shards().getNumPartitions() * request.state().bytes();
        return ofAll > Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    private boolean call() {
        StandingTasks called = new StandingTasks(shards, tasksAtOnce(), PATIENCE_MILLIS, networks, pass);
        tasks = called;
        worthTrying = areAllInMemory() && called.areHere(ARRIVAL_MILLIS);
        if (!worthTrying) {
            dismiss();
        }
        return worthTrying;
    }

    private boolean areAllInMemory() {
        return Arrays.stream(context.sc().getRDDStorageInfo())
                .anyMatch(stored -> stored.id() == shards.shards().id()
                        && stored.diskSize() == 0
                        && stored.numCachedPartitions() == shards.shards().getNumPartitions());
    }

    private int tasksAtOnce() {
        SparkContext spark = context.sc();
        return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }

    /** Asked now and then, as it takes Spark a while to tell. */
    private boolean isSomebodyElseAtWork() {
        long now = System.nanoTime();
        if (now - lookedAround > LOOK_AROUND_NANOS) {
            lookedAround = now;
            StandingTasks present = tasks;
            List<Integer> own = present == null ? List.of() : present.jobs();
            crowded = Arrays.stream(context.statusTracker().getActiveJobIds()).anyMatch(job -> !own.contains(job));
        }
        return crowded;
    }

    /** Sends the tasks home, until the next round; then their cores are free. */
    void dismiss() {
        StandingTasks present = tasks;
        if (present != null) {
            present.close();
            tasks = null;
        }
    }
}
