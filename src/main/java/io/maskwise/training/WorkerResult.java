package io.maskwise.training;

import io.maskwise.model.ParameterVector;
import io.maskwise.model.ReadRows;
import java.io.Serializable;
import java.util.List;

/**
 * What one worker gives to the combination of a round.
 *
 * @param report what it did
 * @param vectors what is to be averaged, each with the vectors of the same place of other workers: its parameters and
 *     its updater state, its parameters alone, or its gradient; empty where it has no vote
 * @param tables what it read of embedding tables, where rows that no worker read are the same in the vectors of all
 *     workers that took as many steps; empty where that is not so
 */
public record WorkerResult(WorkerReport report, List<ParameterVector> vectors, List<ReadRows> tables)
        implements Serializable {
    /** A result of which nothing is known but the vectors. */
    public WorkerResult(WorkerReport report, List<ParameterVector> vectors) {
        this(report, vectors, List.of());
    }

    public WorkerResult {
        vectors = List.copyOf(vectors);
        tables = List.copyOf(tables);
        if (vectors.isEmpty() != (report.weight() == 0)) {
            throw new IllegalArgumentException("Invalid result of worker " + report.worker() + ": " + vectors.size()
                    + " vectors with the weight " + report.weight() + " (must be none if the weight is 0, else some)");
        }
    }
}
