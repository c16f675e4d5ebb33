package io.maskwise.spark;

import io.maskwise.model.ParameterVector;
import io.maskwise.training.Crew;
import io.maskwise.training.PiecewiseAverage;
import io.maskwise.training.WeightedAverage;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Those of a round's workers that have a vote, and where they left their vectors.
 *
 * @param votes by the workers' numbers
 * @param blocks where stretches are
 */
record Ballot(List<GivenResult> votes, StoredBlocks blocks) implements Serializable {
    /** So many votes may be held at one time. */
    private static final int FEW = 8;

    /**
     * Averages one stretch of all votes here, in the order of their workers.
     *
     * @param crew who works on it
     * @return nothing if a vote is lost
     */
    Optional<ParameterVector> average(Stretch stretch, Crew crew) {
        return votes.size() > 1 && votes.size() <= FEW ? averageOfFew(stretch, crew) : averageOfAny(stretch);
    }

    private Optional<ParameterVector> averageOfFew(Stretch stretch, Crew crew) {
        List<ParameterVector> parts = votes.stream()
                .map(vote -> blocks.get(vote.name(stretch), ParameterVector.class))
                .flatMap(Optional::stream)
                .toList();
        long[] weights =
                votes.stream().mapToLong(vote -> vote.report().weight()).toArray();
        return parts.size() < votes.size()
                ? Optional.empty()
                : Optional.of(new PiecewiseAverage(parts, weights).value(crew));
    }

    /** Holds one at a time. */
    private Optional<ParameterVector> averageOfAny(Stretch stretch) {
        WeightedAverage average = new WeightedAverage();
        for (GivenResult vote : votes) {
            Optional<ParameterVector> values = blocks.get(vote.name(stretch), ParameterVector.class);
            if (values.isEmpty()) {
                return Optional.empty();
            }
            average.add(values.get(), vote.report().weight());
        }
        return average.value();
    }

    /** Averages stretches and leaves the outcomes here, up to the first of which a vote is lost; whether none was. */
    boolean store(Iterator<Stretch> stretches) {
        while (stretches.hasNext()) {
            Stretch stretch = stretches.next();
            Optional<ParameterVector> averaged = average(stretch, Crew.ofPool(1));
            if (averaged.isEmpty()) {
                return false;
            }
            blocks.put(name(stretch), averaged.get());
        }
        return true;
    }

    /** What {@link #store} left, unless it is lost. */
    Optional<ParameterVector> stored(Stretch stretch) {
        return blocks.get(name(stretch), ParameterVector.class);
    }

    /** The name of an average, with an attempt of the first vote, so that none is taken from a round that was run before. */
    private String name(Stretch stretch) {
        return "average_attempt" + votes.get(0).attempt() + "_" + stretch.name();
    }
}
