package io.maskwise.training;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.BatchGradient;
import io.maskwise.model.ClassWeights;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.ReadRows;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.SpareVectors;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.Seeds;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * One worker's part of a round, wherever it runs.
 *
 * <p>The result depends on the request and the shard alone, not on what the network did before; where workers keep what
 * their updaters remember, also on the file that this worker wrote in the round before.
 *
 * @param options how the model is trained
 * @param classWeights what labels weigh by their ids
 * @param hadoop how to reach the run's folder, where workers keep something there
 */
public record WorkerPass(TrainingOptions options, ClassWeights classWeights, HadoopAccess hadoop)
        implements Serializable {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Tells this JVM's networks from those of others. */
    private static final long THIS_JVM = UUID.randomUUID().getMostSignificantBits();

    /** A pass in which all labels weigh the same, by Hadoop's defaults. */
    public WorkerPass(TrainingOptions options) {
        this(options, ClassWeights.NONE, Configuration::new);
    }

    /** Fits, or differentiates, the shard's batches of this round. */
    public WorkerResult run(SequenceNetwork network, TrainingShard shard, RoundRequest request) {
        return run(network, shard, request, new SpareVectors(0));
    }

    /** The same, with what it gives in vectors that are spare where there are such. */
    public WorkerResult run(SequenceNetwork network, TrainingShard shard, RoundRequest request, SpareVectors spare) {
        long begun = System.nanoTime();
        List<int[]> batches = request.plan().batches(shard, options, request.position());
        Work work = new Work(network, shard, request, spare);
        batches.forEach(work::take);
        Optional<Poison> poison = work.poison();
        boolean counts = poison.isEmpty() && work.loss.weight() > 0;
        work.remember(counts);
        WorkerReport report = new WorkerReport(
                shard.worker(),
                counts ? work.loss : LossSum.ZERO,
                work.realTokens,
                work.cells,
                batches.size(),
                counts ? work.steps() : request.state().steps(),
                (System.nanoTime() - begun) / NANOS_PER_SECOND,
                THIS_JVM + System.identityHashCode(network),
                poison.orElse(null));
        return new WorkerResult(report, counts ? work.vectors : List.of(), counts ? work.tables : List.of());
    }

    /** A round of one worker while it goes on; it stops learning at the first poisoned batch. */
    private final class Work {
        private final SequenceNetwork network;
        private final TrainingShard shard;
        private final RoundRequest request;
        private final SpareVectors spare;
        private LossSum loss = LossSum.ZERO;
        private long realTokens;
        private long cells;
        private List<ParameterVector> vectors = List.of();
        private List<ReadRows> tables = List.of();
        private @Nullable UpdaterMemory own;
        private int @Nullable [] last;
        private @Nullable Poison found;
        private boolean begun;

        Work(SequenceNetwork network, TrainingShard shard, RoundRequest request, SpareVectors spare) {
            this.network = network;
            this.shard = shard;
            this.request = request;
            this.spare = spare;
        }

        void take(int[] rows) {
            PaddedBatch batch = classWeights.weigh(shard.stack(rows, options));
            realTokens += batch.realTokens();
            cells += batch.cells();
            if (found == null && batch.labelCount() > 0) {
                begin();
                last = rows;
                LossSum ofBatch = learn(batch);
                loss = loss.merge(ofBatch);
                complaint(ofBatch).ifPresent(what -> found = poison(what, rows));
            }
        }

        /** Only where there is something to learn, as it takes time. */
        private void begin() {
            if (!begun) {
                network.restore(options.keepsUpdaterState() ? remembered().in(request.state()) : request.state());
                RoundPosition position = request.position();
                network.seed(Seeds.derive(options.seed(), position.epoch(), position.round(), shard.worker()));
                begun = true;
            }
        }

        private UpdaterMemory remembered() {
            return updaters()
                    .read(
                            request.roundsBefore(),
                            shard.worker(),
                            request.state().parameters().precision());
        }

        /** Keeps what the updater knows now, or where this round's work is worth nothing, what it knew before. */
        void remember(boolean counts) {
            if (options.keepsUpdaterState()) {
                UpdaterMemory known = counts && own != null ? own : remembered();
                updaters().write(request.roundsBefore() + 1, shard.worker(), known);
            }
            if (own != null) {
                spare.give(own.values());
            }
        }

        private KeptUpdaters updaters() {
            return new KeptUpdaters(new Path(request.run()), hadoop.configuration());
        }

        private LossSum learn(PaddedBatch batch) {
            if (options.sync() == Synchronisation.PARAMETERS) {
                return network.fit(batch);
            }
            BatchGradient gradient = network.gradient(batch);
            vectors = List.of(gradient.gradient());
            return gradient.loss();
        }

        private Optional<String> complaint(LossSum ofBatch) {
            double mean = ofBatch.mean();
            if (!Double.isFinite(mean)) {
                return Optional.of("the loss is " + mean);
            }
            return mean > request.highestLoss()
                    ? Optional.of("the mean loss of its labels is " + mean + ", above " + request.highestLoss())
                    : Optional.empty();
        }

        /** Asked once, at the end. */
        Optional<Poison> poison() {
            int[] rows = last;
            if (found == null && rows != null) {
                collect();
                if (!vectors.stream().allMatch(vector -> vector.isFinite(network.helpers()))
                        || (own != null && !own.values().isFinite(network.helpers()))) {
                    found = poison("its update is not finite", rows);
                }
            }
            return Optional.ofNullable(found);
        }

        private void collect() {
            if (options.sync() == Synchronisation.PARAMETERS) {
                NetworkState state = network.state(spare);
                own = options.keepsUpdaterState() ? UpdaterMemory.of(state) : null;
                vectors = options.averagesUpdaterState()
                        ? List.of(state.parameters(), state.updaterState())
                        : List.of(state.parameters());
                if (own == null && !options.averagesUpdaterState()) {
                    spare.give(state.updaterState());
                }
                // An updater that remembers more than those of others moves rows that nobody read as it likes.
                tables = options.keepsUpdaterState() ? List.of() : network.readRows();
            }
        }

        private Poison poison(String what, int[] rows) {
            List<String> ids = IntStream.of(rows)
                    .mapToObj(row -> shard.rows().get(row).id())
                    .toList();
            PaddedSequence first = shard.rows().get(rows[0]);
            return new Poison(what, first.time(), ids);
        }

        /** A gradient is no step yet: the combined one will be. */
        long steps() {
            return options.sync() == Synchronisation.PARAMETERS
                    ? network.steps()
                    : request.state().steps();
        }
    }
}
