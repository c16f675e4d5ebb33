package io.maskwise.training;

import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/** Workers of which whoever still has a state that may be written over finds nothing but NaN in it. */
record OverwritingWorkers(Workers workers) implements Workers {
    @Override
    public void reuse(NetworkState state) {
        overwrite(state.parameters());
        overwrite(state.updaterState());
    }

    private static void overwrite(ParameterVector vector) {
        double[] nothing = new double[vector.length()];
        Arrays.fill(nothing, Double.NaN);
        ParameterVector.Builder same = new ParameterVector.Builder(vector.precision(), vector.length());
        same.put(0, vector);
        same.putQuotients(0, nothing, nothing.length, 1);
    }

    @Override
    public List<SortedMap<Integer, Long>> rowsPerPaddedLength() {
        return workers.rowsPerPaddedLength();
    }

    @Override
    public RoundResult runRound(RoundRequest request) {
        return workers.runRound(request);
    }

    @Override
    public ValidationScore validate(ParameterVector parameters) {
        return workers.validate(parameters);
    }

    @Override
    public String source(int paddedLength) {
        return workers.source(paddedLength);
    }

    @Override
    public void close() {
        workers.close();
    }
}
