package io.maskwise.spark;

import io.maskwise.model.ParameterVector;
import io.maskwise.training.Crew;
import io.maskwise.training.RoundResult;
import io.maskwise.training.WorkerReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;

/** What the workers of a round come to together, from what they left where they ran. */
final class Combination {
    /** So many values are averaged on the driver sooner than by a job. */
    private static final long FEW = Stretch.SENT;

    private static final int THREADS = ForkJoinPool.getCommonPoolParallelism() + 1;

    private final JavaSparkContext context;
    private final List<GivenResult> given;
    private final Ballot ballot;
    private final List<Stretch> stretches;

    /** @param given what all workers told */
    Combination(JavaSparkContext context, StoredBlocks blocks, List<GivenResult> given) {
        this.context = context;
        this.given = given;
        this.ballot = new Ballot(
                given.stream()
                        .filter(GivenResult::hasVote)
                        .sorted(Comparator.comparingInt(vote -> vote.report().worker()))
                        .toList(),
                blocks);
        this.stretches = ballot.votes().stream()
                .findFirst()
                .map(vote -> vote.stretches(blocks))
                .orElse(List.of());
    }

    /** The outcome; nothing if something that is needed is lost. */
    Optional<RoundResult> run() {
        requireAlike();
        if (ballot.blocks().isLocal() || ballot.votes().size() == 1 || valuesOfVotes() <= FEW) {
            return assembled(stretch -> ballot.average(stretch, Crew.ofPool(THREADS)));
        }
        boolean complete = PartitionJob.run(context.parallelize(stretches, tasks()), storing(ballot)).stream()
                .allMatch(Boolean::booleanValue);
        return complete ? assembled(ballot::stored) : Optional.empty();
    }

    private void requireAlike() {
        List<List<GivenResult.Kind>> kinds =
                ballot.votes().stream().map(GivenResult::vectors).distinct().toList();
        if (kinds.size() > 1) {
            throw new IllegalStateException("Cannot combine vectors that differ between workers: " + kinds);
        }
    }

    private long valuesOfVotes() {
        return stretches.stream().mapToLong(Stretch::length).sum()
                * ballot.votes().size();
    }

    /** As many as run at once, and no more than there are stretches. */
    private int tasks() {
        return Math.min(stretches.size(), context.defaultParallelism());
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static PartitionFunction<Stretch, Boolean> storing(Ballot ballot) {
        return (task, stretches) -> ballot.store(stretches);
    }

    /** Puts the vectors together; each thread holds one stretch at a time besides. */
    private Optional<RoundResult> assembled(Function<Stretch, Optional<ParameterVector>> combined) {
        List<WorkerReport> reports = given.stream().map(GivenResult::report).toList();
        List<ParameterVector.Builder> vectors = ballot.votes().stream()
                .limit(1)
                .flatMap(vote -> vote.vectors().stream())
                .map(kind -> new ParameterVector.Builder(kind.precision(), kind.length()))
                .toList();
        boolean complete = stretches.parallelStream().allMatch(stretch -> {
            Optional<ParameterVector> values = combined.apply(stretch);
            values.ifPresent(part -> vectors.get(stretch.vector()).put(stretch.start(), part));
            return values.isPresent();
        });
        return complete
                ? Optional.of(new RoundResult(
                        reports,
                        vectors.stream().map(ParameterVector.Builder::build).toList()))
                : Optional.empty();
    }
}
