package io.maskwise.training;

import io.maskwise.model.ParameterVector;
import java.io.Serializable;
import java.util.List;

/**
 * What one worker gives to the combination of a round.
 *
 * @param report what it did
 * @param vectors what is to be averaged, each with the vectors of the same place of other workers: its parameters and
 *     its updater state, its parameters alone, or its gradient; empty where it has no vote
 */
public record WorkerResult(WorkerReport report, List<ParameterVector> vectors) implements Serializable {
    public WorkerResult {
        vectors = List.copyOf(vectors);
        if (vectors.isEmpty() != (report.weight() == 0)) {
            throw new IllegalArgumentException("Invalid result of worker " + report.worker() + ": " + vectors.size()
                    + " vectors with the weight " + report.weight() + " (must be none if the weight is 0, else some)");
        }
    }
}
