package io.maskwise.training;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.Path;

/**
 * Round after round on given workers: the whole of training but its files.
 *
 * <p>Where parameters are averaged, the network here computes nothing: the outcome of a round is what the next begins
 * with, and the network takes it only when it is asked for. Where gradients are combined, the network takes the step.
 */
final class TrainingLoop {
    private static final double NANOS_PER_SECOND = 1e9;

    private final TrainingOptions options;
    private final Workers workers;
    private final RoundPlan plan;
    private final SequenceNetwork network;
    private final String run;
    private final LongSupplier nanoTime;
    private NetworkState shared;
    private boolean settled = true;
    private boolean lent;

    /**
     * A loop that has run no round.
     *
     * @param network what the run begins or goes on with
     * @param run the run's folder
     */
    TrainingLoop(TrainingOptions options, Workers workers, SequenceNetwork network, Path run) {
        this(options, workers, network, run, System::nanoTime);
    }

    TrainingLoop(TrainingOptions options, Workers workers, SequenceNetwork network, Path run, LongSupplier nanoTime) {
        this.options = options;
        this.workers = workers;
        this.plan = RoundPlan.of(workers.rowsPerPaddedLength(), options);
        this.network = network;
        this.run = run.toString();
        this.nanoTime = nanoTime;
        this.shared = options.averagesUpdaterState()
                ? network.state()
                : NetworkState.fresh(network.parameters(), network.steps());
    }

    RoundPlan plan() {
        return plan;
    }

    /** What the last round left, and the next one begins with; the caller may keep it. */
    NetworkState state() {
        lent = true;
        return shared;
    }

    /** The updater steps that were taken. */
    long steps() {
        return shared.steps();
    }

    /** The parameters after the last round. */
    ParameterVector parameters() {
        return state().parameters();
    }

    /** The network with the outcome of the last round. */
    SequenceNetwork network() {
        if (!settled) {
            network.restore(shared);
            settled = true;
        }
        return network;
    }

    /**
     * Runs one round.
     *
     * @param highestLoss the mean loss of a batch's labels beyond which it is poisoned
     * @throws MaskwiseException with {@link ExitCode#DIVERGED} if a worker's part is worth nothing and the policy is to
     *     fail, if nobody's part is worth anything, or if the outcome is not finite
     */
    RoundReport run(RoundPosition position, double highestLoss) {
        long start = nanoTime.getAsLong();
        RoundResult result = workers.runRound(new RoundRequest(shared, position, plan, highestLoss, run));
        result.requireWorkers(options.workers(), position);
        List<String> skipped = skipped(result, position);
        take(result, position);
        return new RoundReport(
                position.epoch(),
                options.epochs(),
                position.round(),
                plan.rounds(),
                result.loss(),
                result.realTokens(),
                result.cells(),
                (nanoTime.getAsLong() - start) / NANOS_PER_SECOND,
                result.busiestSeconds(),
                skipped);
    }

    private List<String> skipped(RoundResult result, RoundPosition position) {
        List<String> skipped = result.poisoned().stream()
                .map(report -> describe(report, position))
                .toList();
        boolean nothingLeft = !skipped.isEmpty() && result.combined().isEmpty();
        if (!skipped.isEmpty() && (nothingLeft || options.poison().policy() == PoisonPolicy.FAIL)) {
            throw diverged(String.join("; ", skipped));
        }
        return skipped;
    }

    private String describe(WorkerReport report, RoundPosition position) {
        Poison poison = report.poison();
        return poison == null
                ? ""
                : poison.what() + " at worker " + report.worker() + " in " + position + ", in a batch of rows of "
                        + poison.paddedLength() + " steps from " + workers.source(poison.paddedLength()) + " ("
                        + poison.rows() + ")";
    }

    private void take(RoundResult result, RoundPosition position) {
        if (result.combined().isEmpty()) {
            return;
        }
        switch (options.sync()) {
            case PARAMETERS -> average(result);
            case GRADIENTS -> step(result.combined().get(0));
        }
        if (!isMeanOfFloats() && !shared.parameters().isFinite()) {
            throw diverged("the combined parameters are not finite in " + position);
        }
    }

    /** What is not finite is no vote, and the mean of finite floats, taken in double, is between them. */
    private boolean isMeanOfFloats() {
        return options.sync() == Synchronisation.PARAMETERS
                && shared.parameters().precision() == Precision.FLOAT;
    }

    private void average(RoundResult result) {
        ParameterVector parameters = result.combined().get(0);
        if (!lent) {
            workers.reuse(shared);
        }
        lent = false;
        shared = options.averagesUpdaterState()
                ? new NetworkState(parameters, result.combined().get(1), result.steps())
                : NetworkState.fresh(parameters, result.steps());
        settled = false;
    }

    private void step(ParameterVector gradient) {
        network.apply(gradient);
        shared = NetworkState.fresh(network.parameters(), network.steps());
    }

    private static MaskwiseException diverged(String what) {
        return new MaskwiseException(
                ExitCode.DIVERGED,
                "Training diverged: " + what + " (lower the learning rate, look at these rows, or leave such parts out"
                        + " with train.poison.policy=skip)");
    }
}
