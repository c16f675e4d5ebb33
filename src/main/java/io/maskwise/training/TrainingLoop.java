package io.maskwise.training;

import io.maskwise.model.NetworkState;
import io.maskwise.model.SequenceNetwork;
import java.util.List;
import java.util.function.LongSupplier;

/** Round after round on given workers: the whole of training but its files. */
final class TrainingLoop {
    private static final double NANOS_PER_SECOND = 1e9;

    private final TrainingOptions options;
    private final Workers workers;
    private final RoundPlan plan;
    private final SequenceNetwork network;
    private final LongSupplier nanoTime;
    private NetworkState state;

    /** @param network what the run begins or goes on with, and what carries the outcome of every round */
    TrainingLoop(TrainingOptions options, Workers workers, SequenceNetwork network) {
        this(options, workers, network, System::nanoTime);
    }

    TrainingLoop(TrainingOptions options, Workers workers, SequenceNetwork network, LongSupplier nanoTime) {
        this.options = options;
        this.workers = workers;
        this.plan = RoundPlan.of(workers.rowsPerPaddedLength(), options);
        this.network = network;
        this.nanoTime = nanoTime;
        this.state = network.state();
    }

    RoundPlan plan() {
        return plan;
    }

    /** The parameters and updater state after the last round. */
    NetworkState state() {
        return state;
    }

    /** Runs one round; the network has then taken its outcome. */
    RoundReport run(RoundPosition position) {
        long start = nanoTime.getAsLong();
        List<WorkerResult> results = workers.runRound(new RoundRequest(state, position));
        RoundReduction reduction = new RoundReduction(position, results, options.workers());
        state = reduction.apply(network, state);
        double seconds = (nanoTime.getAsLong() - start) / NANOS_PER_SECOND;
        return new RoundReport(
                position.epoch(),
                options.epochs(),
                position.round(),
                plan.rounds(),
                reduction.loss(),
                reduction.realTokens(),
                seconds);
    }
}
