package io.maskwise.training;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.ReadRows;
import io.maskwise.model.SpareVectors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the workers of a round came to together.
 *
 * <p>It depends neither on the order in which results arrive nor on who computed them.
 *
 * @param reports what each worker did, by their numbers
 * @param combined the averages of their vectors, weighted by unmasked labels; empty where nobody had a vote
 */
public record RoundResult(List<WorkerReport> reports, List<ParameterVector> combined) {
    public RoundResult {
        reports = reports.stream()
                .sorted(Comparator.comparingInt(WorkerReport::worker))
                .toList();
        combined = List.copyOf(combined);
    }

    /** Combines whole vectors here, one after the other: the plain twin of the faster ways. */
    public static RoundResult of(List<WorkerResult> results) {
        return of(results, RoundResult::averages);
    }

    /**
     * The same, bit for bit, by several threads; it takes the results' vectors, which nobody may use afterwards.
     *
     * @param spare what gets those in which nothing is left
     */
    public static RoundResult taking(List<WorkerResult> results, Crew crew, SpareVectors spare) {
        return of(results, votes -> {
            if (votes.size() == 1) {
                return votes.get(0).vectors();
            }
            List<PiecewiseAverage> averages = IntStream.range(
                            0, votes.get(0).vectors().size())
                    .mapToObj(vector -> piecewise(votes, vector))
                    .toList();
            List<ParameterVector> combined = PiecewiseAverage.replacingFirst(crew, averages, places(votes));
            votes.stream().skip(1).forEach(vote -> vote.vectors().forEach(spare::give));
            return combined;
        });
    }

    /** Where votes may differ, for each of their vectors. */
    static List<Pieces> places(List<WorkerResult> votes) {
        WorkerResult first = votes.get(0);
        List<ReadRows> read = first.tables();
        for (WorkerResult vote : votes) {
            read = vote.report().steps() == first.report().steps() ? joined(read, vote.tables()) : List.of();
        }
        List<ReadRows> ofAll = read;
        return first.vectors().stream()
                .map(values -> ofAll.isEmpty() || values.precision() != Precision.FLOAT
                        ? Pieces.of(values.length())
                        : Pieces.without(
                                ofAll, values.length(), first.vectors().get(0).length()))
                .toList();
    }

    /** What one or the other read; nothing where it is not known of both. */
    private static List<ReadRows> joined(List<ReadRows> ofOne, List<ReadRows> ofOther) {
        return ofOne.size() != ofOther.size()
                ? List.of()
                : IntStream.range(0, ofOne.size())
                        .mapToObj(table -> ofOne.get(table).or(ofOther.get(table)))
                        .toList();
    }

    /**
     * Combines the votes, by their workers' numbers.
     *
     * @param combination what one vote or more come to together
     */
    private static RoundResult of(
            List<WorkerResult> results, Function<List<WorkerResult>, List<ParameterVector>> combination) {
        List<WorkerResult> votes = results.stream()
                .filter(result -> result.report().weight() > 0)
                .sorted(Comparator.comparingInt(result -> result.report().worker()))
                .toList();
        return new RoundResult(
                results.stream().map(WorkerResult::report).toList(),
                votes.isEmpty() ? List.of() : combination.apply(votes));
    }

    private static List<ParameterVector> averages(List<WorkerResult> votes) {
        return IntStream.range(0, votes.get(0).vectors().size())
                .mapToObj(vector -> average(votes, vector))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ParameterVector> average(List<WorkerResult> votes, int vector) {
        WeightedAverage average = new WeightedAverage();
        votes.forEach(
                vote -> average.add(vote.vectors().get(vector), vote.report().weight()));
        return average.value();
    }

    private static PiecewiseAverage piecewise(List<WorkerResult> votes, int vector) {
        return new PiecewiseAverage(
                votes.stream().map(vote -> vote.vectors().get(vector)).toList(),
                votes.stream().mapToLong(vote -> vote.report().weight()).toArray());
    }

    /**
     * Makes sure that every worker is there once.
     *
     * @throws IllegalStateException if one is missing or there twice
     */
    public void requireWorkers(int workers, RoundPosition position) {
        List<Integer> present = reports.stream().map(WorkerReport::worker).toList();
        if (!present.equals(IntStream.range(0, workers).boxed().toList())) {
            throw new IllegalStateException("Cannot combine " + position + ": results of the workers " + present
                    + " (must be one of each of " + workers + ")");
        }
    }

    /** The loss of all workers. */
    public LossSum loss() {
        return reports.stream().map(WorkerReport::loss).reduce(LossSum.ZERO, LossSum::merge);
    }

    /** Tokens that all workers saw, padding not counted. */
    long realTokens() {
        return reports.stream().mapToLong(WorkerReport::realTokens).sum();
    }

    /** What the batches of all workers held, padding counted. */
    long cells() {
        return reports.stream().mapToLong(WorkerReport::cells).sum();
    }

    /** The steps of the worker that took most. */
    public long steps() {
        return reports.stream().mapToLong(WorkerReport::steps).max().orElse(0);
    }

    /** The time that the busiest task, told by its network, worked for one worker after the other. */
    double busiestSeconds() {
        return reports.stream()
                .collect(Collectors.groupingBy(WorkerReport::lane, Collectors.summingDouble(WorkerReport::seconds)))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /** The workers whose work was worth nothing. */
    public List<WorkerReport> poisoned() {
        return reports.stream().filter(report -> report.poison() != null).toList();
    }
}
