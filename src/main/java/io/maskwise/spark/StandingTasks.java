package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.model.Helpers;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.SpareVectors;
import io.maskwise.training.Crew;
import io.maskwise.training.RoundRequest;
import io.maskwise.training.Synchronisation;
import io.maskwise.training.TrainingShard;
import io.maskwise.training.WorkerPass;
import io.maskwise.training.WorkerResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.function.VoidFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of the driver's own JVM that stay from round to round, so that a round is no job of its own.
 *
 * <p>They bring their shards with them; whichever is free takes the next worker's part, so that it does not matter how
 * many they are. One that waits helps with the networks of those that still work. When nobody has called them for a while
 * they go, and leave their cores to others.
 */
final class StandingTasks implements Crew, Helpers {
    /** Tasks find theirs by its number, as Spark serialises what it gives them even where it need not. */
    private static final Map<Long, StandingTasks> OPEN = new ConcurrentHashMap<>();

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * So long a task looks out for the next round before it sleeps, about as long as it waits for the slowest worker and
     * the driver: on a virtual machine it takes up to milliseconds until one that sleeps runs again.
     */
    private static final long AWAKE_NANOS = 20_000_000;

    /** How often it is looked whether those one waits for are still there. */
    private static final long GLANCE_MILLIS = 100;

    /** What a worker gives has so many vectors at most, which may be of one length. */
    private static final int VECTORS = 2;

    private final long number = NUMBERS.getAndIncrement();
    private final int workers;
    private final int tasks;
    private final long patienceMillis;
    private final TaskNetworks networks;
    private final WorkerPass pass;
    private final SpareVectors spare;
    private final Map<Integer, TrainingShard> shards = new ConcurrentHashMap<>();
    private final BlockingQueue<Optional<Order>> orders = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    /** What is being done together, for those who have nothing to do before it is done. */
    private final Queue<SharedWork> shared = new ConcurrentLinkedQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private final JavaFutureAction<Void> job;
    private boolean busy = true;
    private boolean closed;

    /** What a task is to do. */
    private sealed interface Order {}

    /** One worker's part of a round. */
    private record Part(int worker, RoundRequest request) implements Order {}

    /** To help with what all do together; it needs no answer. */
    private record Help(SharedWork work) implements Order {}

    /** What came of it: a result, or why there is none. */
    private record Answer(Optional<WorkerResult> given, Optional<Throwable> failure) {}

    /**
     * Calls tasks.
     *
     * @param shards of which each partition is one
     * @param tasks how many stay; as many as run at one time
     * @param patienceMillis how long they wait for a round
     * @param networks of which each takes one for as long as it stays
     * @param pass what they do for a worker
     */
    StandingTasks(LoadedShards shards, int tasks, long patienceMillis, TaskNetworks networks, WorkerPass pass) {
        this.workers = shards.shards().getNumPartitions();
        this.tasks = Math.min(tasks, workers);
        this.patienceMillis = patienceMillis;
        this.networks = networks;
        this.pass = pass;
        this.spare = new SpareVectors(pass.options().sync() == Synchronisation.PARAMETERS ? VECTORS * workers : 0);
        OPEN.put(number, this);
        this.job = shards.shards().coalesce(tasks).foreachPartitionAsync(attending(number));
    }

    /** Static, so that the tasks get nothing but the number. */
    private static VoidFunction<Iterator<TrainingShard>> attending(long number) {
        return brought -> {
            StandingTasks tasks = OPEN.get(number);
            if (tasks != null) {
                tasks.attend(brought);
            }
        };
    }

    private void attend(Iterator<TrainingShard> brought) {
        brought.forEachRemaining(shard -> shards.put(shard.worker(), shard));
        networks.with(network -> {
            network.helpedBy(this);
            try {
                Optional<Order> next = next();
                while (next.isPresent()) {
                    carryOut(next.get(), network);
                    next = next();
                }
            } finally {
                network.helpedBy(Helpers.NONE);
            }
            return number;
        });
    }

    /** Waits for an order; none when it is time to go. */
    private Optional<Order> next() {
        waiting.getAndIncrement();
        try {
            return ordered();
        } finally {
            waiting.getAndDecrement();
        }
    }

    private Optional<Order> ordered() {
        if (TaskContext.get().isInterrupted()) {
            throw new TaskKilledException();
        }
        long idle = System.nanoTime();
        while (true) {
            boolean awake = System.nanoTime() - idle < AWAKE_NANOS;
            Optional<Order> order = awake ? seen(orders) : taken(orders);
            if (order != null) {
                return order;
            }
            Optional<Order> help = begun();
            if (help.isPresent()) {
                return help;
            }
            if (awake) {
                continue;
            }
            if (TaskContext.get().isInterrupted()) {
                throw new TaskKilledException();
            }
            boolean patient = System.nanoTime() - idle < patienceMillis * NANOS_PER_MILLI;
            synchronized (this) {
                closed = closed || (!busy && !patient);
                if (closed) {
                    return Optional.empty();
                }
            }
        }
    }

    /** To help with what others have begun, if there is something left of it. */
    private Optional<Order> begun() {
        for (SharedWork work : shared) {
            if (work.isOpen()) {
                return Optional.of(new Help(work));
            }
        }
        return Optional.empty();
    }

    private void carryOut(Order order, SequenceNetwork network) {
        if (order instanceof Part part) {
            answers.add(answer(network, part));
        } else if (order instanceof Help help) {
            help.work().help();
        }
    }

    private Answer answer(SequenceNetwork network, Part part) {
        try {
            TrainingShard shard = Objects.requireNonNull(shards.get(part.worker()));
            return new Answer(Optional.of(pass.run(network, shard, part.request(), spare)), Optional.empty());
        } catch (Throwable failure) { // Scala and Hadoop throw checked ones unchecked
            return new Answer(Optional.empty(), Optional.of(failure));
        }
    }

    /** Whether all shards are here within a time; without that, nothing can be run. */
    boolean areHere(long withinMillis) {
        long begun = System.nanoTime();
        while (shards.size() < workers && System.nanoTime() - begun < withinMillis * NANOS_PER_MILLI && !job.isDone()) {
            taken(answers);
        }
        rest();
        return shards.size() == workers && !job.isDone();
    }

    private synchronized void rest() {
        busy = false;
    }

    /**
     * Has every worker's part of a round done; nothing if the tasks have gone.
     *
     * @throws RuntimeException or an error, as a worker's part threw it
     */
    Optional<List<WorkerResult>> run(RoundRequest request) {
        synchronized (this) {
            if (closed || job.isDone()) {
                return Optional.empty();
            }
            busy = true;
        }
        for (int worker = 0; worker < workers; worker++) {
            orders.add(Optional.of(new Part(worker, request)));
        }
        List<WorkerResult> given = new ArrayList<>();
        long heard = 0;
        while (given.size() < workers) {
            // Once a task has nothing to do but to help, its core is there to look out for the others, too.
            boolean soon =
                    !given.isEmpty() && workers - given.size() < tasks && System.nanoTime() - heard < AWAKE_NANOS;
            Answer answer = soon ? seen(answers) : taken(answers);
            if (answer != null) {
                heard = System.nanoTime();
                answer.failure().ifPresent(SharedWork::raise);
                answer.given().ifPresent(given::add);
            } else if (job.isDone() && answers.isEmpty()) {
                throw ended();
            }
        }
        rest();
        return Optional.of(given);
    }

    /** Why the job is done, though nobody sent the tasks home. */
    private RuntimeException ended() {
        Throwable why = null;
        try {
            job.get();
        } catch (ExecutionException failure) {
            why = failure.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = e;
        }
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof MaskwiseException known) {
                return known;
            }
        }
        return new IllegalStateException(
                "The job of the workers' tasks ended in the middle of a round (it may have been cancelled)", why);
    }

    /** Several for each thread, as one may be late. */
    @Override
    public int parts() {
        return 4 * tasks;
    }

    /** This thread and the tasks, or it alone if they have gone. */
    @Override
    public void share(IntConsumer part) {
        share(parts(), part, tasks);
    }

    /** Done by a task's thread, those that wait, and those that become free while parts are left; without them by it alone. */
    @Override
    public void share(int parts, IntConsumer part) {
        if (tasks > 1 && parts > 1) {
            share(parts, part, Math.min(waiting(), parts - 1));
        } else {
            Helpers.NONE.share(parts, part);
        }
    }

    /** How many tasks have nothing to do just now. */
    int waiting() {
        return waiting.get();
    }

    private void share(int parts, IntConsumer part, int others) {
        SharedWork work = new SharedWork(parts, part);
        Optional<Order> help = Optional.of(new Help(work));
        shared.add(work);
        orders.addAll(Collections.nCopies(others, help)); // each also wakes up one that sleeps
        try {
            work.complete();
        } finally {
            shared.remove(work);
            if (others > 0) {
                orders.removeAll(List.of(help)); // of tasks that have gone, or come too late
            }
        }
    }

    /** The vectors that tasks write into: room for what all workers give, for as long as this is kept. */
    SpareVectors spare() {
        return spare;
    }

    /** The jobs that they are. */
    List<Integer> jobs() {
        return job.jobIds();
    }

    /** Sends the tasks home, and waits until they are, come what may; what they still do is done for nobody. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        orders.clear();
        orders.addAll(Collections.nCopies(workers, Optional.empty()));
        boolean interrupted = false;
        while (!job.isDone()) {
            try {
                answers.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        OPEN.remove(number);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // only to be out of the way of whoever else wants the core
    private static <T> @Nullable T seen(BlockingQueue<T> queue) {
        T first = queue.poll();
        if (first == null) {
            Thread.yield();
        }
        return first;
    }

    private static <T> @Nullable T taken(BlockingQueue<T> queue) {
        try {
            return queue.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in the middle of a round", e);
        }
    }
}
