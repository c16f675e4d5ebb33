package io.maskwise.spark;

import io.maskwise.model.Precision;
import io.maskwise.training.WorkerReport;
import io.maskwise.training.WorkerResult;
import java.io.Serializable;
import java.util.List;

/**
 * What a worker tells the driver; its vectors stay, cut into stretches, where it ran.
 *
 * @param report what it did
 * @param vectors what it left; empty where it has no vote
 */
record GivenResult(WorkerReport report, List<Kind> vectors) implements Serializable {
    /** What a vector is like. */
    record Kind(Precision precision, int length) implements Serializable {}

    /** Stores the vectors of a result here. */
    static GivenResult store(WorkerResult result, StoredBlocks blocks) {
        GivenResult given = new GivenResult(
                result.report(),
                result.vectors().stream()
                        .map(vector -> new Kind(vector.precision(), vector.length()))
                        .toList());
        for (Stretch stretch : given.stretches(blocks)) {
            blocks.put(given.name(stretch), stretch.of(result.vectors().get(stretch.vector())));
        }
        return given;
    }

    /** What its vectors are cut into. */
    List<Stretch> stretches(StoredBlocks blocks) {
        return Stretch.of(vectors.stream().map(Kind::length).toList(), blocks);
    }

    boolean hasVote() {
        return report.weight() > 0;
    }

    /** The name of one stretch. */
    String name(Stretch stretch) {
        return "worker" + report.worker() + "_" + stretch.name();
    }
}
