package io.maskwise.training;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.metrics.LossSum;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.SequenceNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Combines the workers' results of a round, ordered by logical worker and weighted by unmasked labels.
 *
 * <p>It depends neither on the order in which results arrive nor on who computed them. A round in which no label
 * counts leaves the network as it is.
 */
final class RoundReduction {
    /**
     * The most nats that a label may cost on average. Uniform guesses among a million classes cost 14; this much takes
     * logits that are wrong by ten thousand, from which no training comes back although every number is finite.
     */
    private static final double HIGHEST_MEAN_LOSS = 10_000;

    private final RoundPosition position;
    private final List<WorkerResult> results;

    /** @throws IllegalStateException if a worker's result is missing or there twice */
    RoundReduction(RoundPosition position, List<WorkerResult> results, int workers) {
        this.position = position;
        this.results = results.stream()
                .sorted(Comparator.comparingInt(WorkerResult::worker))
                .toList();
        List<Integer> present = this.results.stream().map(WorkerResult::worker).toList();
        if (!present.equals(
                Stream.iterate(0, worker -> worker + 1).limit(workers).toList())) {
            throw new IllegalStateException("Cannot combine " + position + ": results of the workers " + present
                    + " (must be one of each of " + workers + ")");
        }
    }

    /** The loss of all workers. */
    LossSum loss() {
        return results.stream().map(WorkerResult::loss).reduce(LossSum.ZERO, LossSum::merge);
    }

    /** Tokens that all workers saw, padding not counted. */
    long realTokens() {
        return results.stream().mapToLong(WorkerResult::realTokens).sum();
    }

    /**
     * Takes the network from the state before the round to the one after it.
     *
     * @throws MaskwiseException with {@link ExitCode#DIVERGED} if a loss, an update or the outcome is not finite, or the mean
     *     loss is beyond all reason
     */
    NetworkState apply(SequenceNetwork network, NetworkState before) {
        results.forEach(this::refuseInfinite);
        refuseExcessive(loss().mean());
        network.restore(averagedState(before));
        averagedGradient().ifPresent(network::apply);
        NetworkState after = network.state();
        if (!after.parameters().isFinite() || !after.updaterState().isFinite()) {
            throw diverged("the combined parameters are not finite in " + position);
        }
        return after;
    }

    private NetworkState averagedState(NetworkState before) {
        List<Vote<WorkerUpdate.Trained>> votes = votes(WorkerUpdate.Trained.class);
        return new NetworkState(
                average(votes, trained -> trained.state().parameters()).orElse(before.parameters()),
                average(votes, trained -> trained.state().updaterState()).orElse(before.updaterState()),
                votes.stream()
                        .mapToLong(vote -> vote.update().state().steps())
                        .max()
                        .orElse(before.steps()));
    }

    private Optional<ParameterVector> averagedGradient() {
        return average(votes(WorkerUpdate.Differentiated.class), WorkerUpdate.Differentiated::gradient);
    }

    private <T extends WorkerUpdate> List<Vote<T>> votes(Class<T> kind) {
        return results.stream()
                .filter(result -> kind.isInstance(result.update()))
                .map(result -> new Vote<>(kind.cast(result.update()), result.weight()))
                .toList();
    }

    private static <T extends WorkerUpdate> Optional<ParameterVector> average(
            List<Vote<T>> votes, Function<T, ParameterVector> vector) {
        return WeightedAverage.of(votes.stream()
                .map(vote -> new WeightedVector(vector.apply(vote.update()), vote.weight()))
                .toList());
    }

    private void refuseInfinite(WorkerResult result) {
        if (!Double.isFinite(result.loss().sum())) {
            throw diverged("the loss of worker " + result.worker() + " is "
                    + result.loss().sum() + " in " + position);
        }
        if (!result.update().isFinite()) {
            throw diverged("the update of worker " + result.worker() + " is not finite in " + position);
        }
    }

    private void refuseExcessive(double meanLoss) {
        if (meanLoss > HIGHEST_MEAN_LOSS) {
            throw diverged("the mean loss is " + meanLoss + " nats a label in " + position);
        }
    }

    private static MaskwiseException diverged(String what) {
        return new MaskwiseException(
                ExitCode.DIVERGED, "Training diverged: " + what + " (lower the learning rate, or look at its data)");
    }

    private record Vote<T extends WorkerUpdate>(T update, long weight) {}
}
