package io.maskwise.spark;

import io.maskwise.model.Precision;
import io.maskwise.training.WorkerReport;
import io.maskwise.training.WorkerResult;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.TaskContext;

/**
 * What a worker tells the driver; its vectors stay, cut into stretches, where it ran.
 *
 * @param report what it did
 * @param vectors what it left; empty where it has no vote
 * @param attempt of which of the tasks that Spark ran this is, so that no part of it is taken from another one
 */
record GivenResult(WorkerReport report, List<Kind> vectors, long attempt) implements Serializable {
    /** What a vector is like. */
    record Kind(Precision precision, int length) implements Serializable {}

    /** Stores the vectors of a result here. */
    static GivenResult store(WorkerResult result, StoredBlocks blocks) {
        GivenResult given = new GivenResult(
                result.report(),
                result.vectors().stream()
                        .map(vector -> new Kind(vector.precision(), vector.length()))
                        .toList(),
                TaskContext.get().taskAttemptId());
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
        return "worker" + report.worker() + "_attempt" + attempt + "_" + stretch.name();
    }
}
