package io.maskwise.spark;

import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.training.RoundResult;
import io.maskwise.training.WorkerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The outcome of a round, put together on the driver from what tasks send as they end. */
final class RoundAssembly {
    private final List<WorkerReport> reports = new ArrayList<>();
    private final List<ParameterVector.Builder> vectors;
    private int given;

    /** @param before the state that the round began with: its vectors are as long as those to come */
    RoundAssembly(NetworkState before) {
        vectors = Stream.of(before.parameters(), before.updaterState())
                .map(vector -> new ParameterVector.Builder(before.parameters().precision(), vector.length()))
                .toList();
    }

    /** Takes what one task combined. */
    synchronized void take(List<RoundPiece> pieces) {
        for (RoundPiece piece : pieces) {
            if (piece instanceof RoundPiece.Stretch stretch) {
                vectors.get(stretch.vector()).put(stretch.start(), stretch.values());
            } else if (piece instanceof RoundPiece.Report report) {
                reports.add(report.report());
                given = Math.max(given, report.vectors());
            }
        }
    }

    /** The outcome, when all tasks have ended. */
    synchronized RoundResult result() {
        return new RoundResult(
                reports,
                vectors.stream()
                        .limit(given)
                        .map(ParameterVector.Builder::build)
                        .toList());
    }
}
