package io.maskwise.training;

import java.io.Closeable;
import java.util.List;
import java.util.SortedMap;

/** The logical workers of a run, wherever they are; {@link LocalWorkers} is what every other one must equal. */
public interface Workers extends Closeable {
    /** For each worker, how many rows of each padded length it has. */
    List<SortedMap<Integer, Long>> rowsPerPaddedLength();

    /** Has every worker do its part of a round; returns one result for each, in any order. */
    List<WorkerResult> runRound(RoundRequest request);

    /** Frees what the workers hold. */
    @Override
    void close();
}
