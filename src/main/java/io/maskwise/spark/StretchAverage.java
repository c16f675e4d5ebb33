package io.maskwise.spark;

import io.maskwise.training.WeightedAverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Averages stretch after stretch, each the same place of every worker's vector. */
final class StretchAverage {
    private WeightedAverage average = new WeightedAverage();
    private RoundPiece.@Nullable Stretch first;
    private long weight;

    /** Takes a worker's stretch; where it is another place than the one before it, that one is complete. */
    void add(RoundPiece.Stretch stretch, List<RoundPiece> complete) {
        RoundPiece.Stretch open = first;
        if (open != null && (open.vector() != stretch.vector() || open.start() != stretch.start())) {
            end(complete);
        }
        if (first == null) {
            first = stretch;
        }
        average.add(stretch.values(), stretch.weight());
        weight += stretch.weight();
    }

    /** Completes the last one. */
    void end(List<RoundPiece> complete) {
        RoundPiece.Stretch open = first;
        if (open != null) {
            average.value()
                    .ifPresent(values ->
                            complete.add(new RoundPiece.Stretch(open.vector(), open.start(), values, weight)));
        }
        first = null;
        weight = 0;
        average = new WeightedAverage();
    }
}
