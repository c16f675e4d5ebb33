package io.maskwise.spark.dl4j;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.sequence.Seeds;
import io.maskwise.training.Poison;
import io.maskwise.training.RoundPosition;
import io.maskwise.training.Synchronisation;
import io.maskwise.training.WorkerReport;
import io.maskwise.training.WorkerResult;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;

/**
 * One worker's part of a round, wherever it runs.
 *
 * <p>The result depends on the request and the batches alone. It stops at the first batch whose loss or gradient is not
 * finite.
 */
final class GraphWorker {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int worker;
    private final GraphRequest request;
    private final TrainedGraph graph;
    private LossSum loss = LossSum.ZERO;
    private int batches;
    private @Nullable Poison poison;

    private GraphWorker(int worker, GraphRequest request, TrainedGraph graph) {
        this.worker = worker;
        this.request = request;
        this.graph = graph;
    }

    /**
     * Fits, or differentiates, the batches of this round.
     *
     * @param all the worker's batches of all rounds, with their places in the RDD
     */
    static WorkerResult run(int worker, Iterator<Tuple2<Long, MultiDataSet>> all, GraphRequest request) {
        long begun = System.nanoTime();
        int perRound = request.options().batchesPerRound();
        skip(all, (request.position().round() - 1L) * perRound);
        if (!all.hasNext()) {
            return new WorkerResult(
                    new WorkerReport(
                            worker, LossSum.ZERO, 0, 0, 0, request.state().steps(), 0, worker, null),
                    List.of());
        }
        TrainedGraph graph = TrainedGraph.copy(request);
        try {
            GraphWorker work = new GraphWorker(worker, request, graph);
            work.seed();
            while (all.hasNext() && work.batches < perRound) {
                work.take(all.next());
            }
            return work.result((System.nanoTime() - begun) / NANOS_PER_SECOND);
        } finally {
            graph.free();
        }
    }

    private static void skip(Iterator<?> batches, long count) {
        for (long i = 0; i < count && batches.hasNext(); i++) {
            batches.next();
        }
    }

    /** What layers draw, as dropout does, comes from the random numbers of this thread. */
    private void seed() {
        RoundPosition position = request.position();
        Random random = Nd4j.getRandom();
        random.setSeed(Seeds.derive(request.options().seed(), position.epoch(), position.round(), worker));
    }

    private void take(Tuple2<Long, MultiDataSet> indexed) {
        batches++;
        long labels = graph.labels(indexed._2());
        if (poison != null || labels == 0) {
            return;
        }
        LossSum ofBatch =
                graph.differentiate(indexed._2(), labels, request.options().normalisation());
        if (!Double.isFinite(ofBatch.sum())) {
            poison = poison("loss", "is " + ofBatch.sum() + " at batch " + indexed._1());
        } else if (!graph.hasFiniteGradient()) {
            poison = poison("gradient", "is not finite at batch " + indexed._1());
        } else {
            loss = loss.merge(ofBatch);
            if (isStepping()) {
                graph.step();
            }
        }
    }

    private Poison poison(String what, String complaint) {
        return new Poison("the " + what + " of worker " + worker + " " + complaint, 0, List.of());
    }

    private boolean isStepping() {
        return request.options().sync() == Synchronisation.PARAMETERS;
    }

    private WorkerResult result(double seconds) {
        List<ParameterVector> vectors = poison == null && loss.weight() > 0 ? vectors() : List.of();
        if (!vectors.stream().allMatch(ParameterVector::isFinite)) {
            poison = poison("update", "is not finite");
        }
        LossSum counted = poison == null ? loss : LossSum.ZERO;
        WorkerReport report = new WorkerReport(worker, counted, 0, 0, batches, graph.steps(), seconds, worker, poison);
        return new WorkerResult(report, poison == null ? vectors : List.of());
    }

    private List<ParameterVector> vectors() {
        if (!isStepping()) {
            return List.of(graph.gradient());
        }
        NetworkState after = graph.state();
        return List.of(after.parameters(), after.updaterState());
    }
}
