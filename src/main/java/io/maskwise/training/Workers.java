package io.maskwise.training;

import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import java.io.Closeable;
import java.util.List;
import java.util.SortedMap;

/** The logical workers of a run, wherever they are; {@link LocalWorkers} is what every other one must equal. */
public interface Workers extends Closeable {
    /** For each worker, how many rows of each padded length it has. */
    List<SortedMap<Integer, Long>> rowsPerPaddedLength();

    /** Has every worker do its part of a round, and combines what they give. */
    RoundResult runRound(RoundRequest request);

    /** Hears of a state that no later round begins with and nobody else has: its vectors may be written over. */
    default void reuse(NetworkState state) {}

    /** Measures parameters on the rows of the validation split, if there is one. */
    ValidationScore validate(ParameterVector parameters);

    /** Where the rows of a padded length come from, in words. */
    String source(int paddedLength);

    /** Frees what the workers hold. */
    @Override
    void close();
}
