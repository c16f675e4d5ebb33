package io.maskwise.spark.dl4j;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.spark.PartitionFunction;
import io.maskwise.spark.RoundJob;
import io.maskwise.spark.SharedValue;
import io.maskwise.training.Poison;
import io.maskwise.training.RoundPosition;
import io.maskwise.training.RoundResult;
import io.maskwise.training.Synchronisation;
import io.maskwise.training.WorkerReport;
import io.maskwise.training.WorkerResult;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import scala.Tuple2;

/** Every batch of an RDD once, round after round: one call of {@code fit}, on the driver. */
final class GraphFit {
    private final SparkComputationGraph owner;
    private final JavaSparkContext context;
    private final ComputationGraph network;
    private final TrainedGraph graph;
    private final MasterOptions options;
    private final List<TrainingListener> listeners;
    private final String configuration;

    GraphFit(SparkComputationGraph owner, MasterOptions options, List<TrainingListener> listeners) {
        this.owner = owner;
        this.context = owner.getSparkContext();
        this.network = owner.getNetwork();
        GraphSupport.check(network);
        this.graph = new TrainedGraph(network);
        this.options = options;
        this.listeners = listeners;
        this.configuration = network.getConfiguration().toJson();
    }

    /**
     * Trains; the network has then taken every round.
     *
     * @throws MaskwiseException with {@link ExitCode#DIVERGED} if a loss, a gradient or the outcome of a round is not
     *     finite; the network is then as it was before that round
     */
    void run(JavaRDD<MultiDataSet> data) {
        try (DealtBatches batches = new DealtBatches(context, data, options.workers())) {
            int rounds = options.rounds(batches.count());
            for (int round = 1; round <= rounds; round++) {
                run(batches, new RoundPosition(network.getEpochCount() + 1, round));
            }
        }
    }

    private void run(DealtBatches batches, RoundPosition position) {
        NetworkState before = graph.state();
        RoundResult result = workers(batches, new GraphRequest(configuration, sent(before), position, options));
        result.requireWorkers(options.workers(), position);
        refusePoison(result, position);
        if (!result.combined().isEmpty()) {
            take(result);
            refuseInfinite(before, position);
            report(result);
        }
    }

    /** Who takes no step needs no memory of the updater. */
    private NetworkState sent(NetworkState state) {
        return options.sync() == Synchronisation.PARAMETERS
                ? state
                : NetworkState.fresh(state.parameters(), state.steps());
    }

    private RoundResult workers(DealtBatches batches, GraphRequest request) {
        SharedValue<GraphRequest> shared = SharedValue.of(context, request, GraphRequest.class);
        try {
            return new RoundJob<>(context, shared.blocks(), batches.dealt(), working(shared)).run();
        } finally {
            shared.destroy();
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static PartitionFunction<Tuple2<Long, MultiDataSet>, WorkerResult> working(
            SharedValue<GraphRequest> request) {
        return (worker, ofWorker) -> GraphWorker.run(worker, ofWorker, request.value());
    }

    private static void refusePoison(RoundResult result, RoundPosition position) {
        String poisoned = result.poisoned().stream()
                .map(WorkerReport::poison)
                .filter(Objects::nonNull)
                .map(Poison::what)
                .collect(Collectors.joining(", "));
        if (!poisoned.isEmpty()) {
            throw diverged(poisoned, position);
        }
    }

    private void take(RoundResult result) {
        ParameterVector first = result.combined().get(0);
        switch (options.sync()) {
            case PARAMETERS ->
                graph.restore(new NetworkState(first, result.combined().get(1), result.steps()));
            case GRADIENTS -> graph.apply(first);
        }
    }

    private void refuseInfinite(NetworkState before, RoundPosition position) {
        NetworkState after = graph.state();
        if (!after.parameters().isFinite() || !after.updaterState().isFinite()) {
            graph.restore(before);
            throw diverged("the combined parameters are not finite", position);
        }
    }

    private static MaskwiseException diverged(String what, RoundPosition position) {
        return new MaskwiseException(
                ExitCode.DIVERGED,
                "Training diverged: " + what + " in " + position
                        + " (lower the learning rate, or look at the data; batches are counted from 0, as the RDD has"
                        + " them)");
    }

    private void report(RoundResult result) {
        double loss = result.loss().mean();
        network.setScore(loss);
        owner.setScore(loss);
        listeners.forEach(
                listener -> listener.iterationDone(network, network.getIterationCount(), network.getEpochCount()));
    }
}
