package io.maskwise.spark;

import io.maskwise.model.ParameterVector;
import io.maskwise.training.WorkerReport;
import java.io.Serializable;

/** What goes from a worker of a round to where it is combined, and from there to the driver. */
sealed interface RoundPiece extends Serializable {
    /**
     * What a worker did.
     *
     * @param report in numbers
     * @param vectors how many vectors it gives
     */
    record Report(WorkerReport report, int vectors) implements RoundPiece {}

    /**
     * A stretch of a vector, a worker's or combined.
     *
     * @param vector which of the vectors, from 0
     * @param start the place in the vector at which it begins
     * @param values the values from there on
     * @param weight the labels that it stands for
     */
    record Stretch(int vector, int start, ParameterVector values, long weight) implements RoundPiece {}
}
