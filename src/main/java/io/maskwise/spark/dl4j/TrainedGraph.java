package io.maskwise.spark.dl4j;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A DL4J graph as rounds know one: its state, the gradient of a batch, and a step of its updater.
 *
 * <p>The gradient stays in the graph's own flat array between {@link #differentiate} and {@link #step}.
 */
final class TrainedGraph {
    private final ComputationGraph graph;
    private final List<GradientPart> parts;

    TrainedGraph(ComputationGraph graph) {
        this.graph = graph;
        if (graph.getFlattenedGradients() == null) {
            graph.initGradientsView();
        }
        this.parts = GradientPart.of(graph);
    }

    /** A graph of one's own, from what a round begins with. */
    static TrainedGraph copy(GraphRequest request) {
        ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(request.configuration());
        configuration.setEpochCount(request.position().epoch() - 1);
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(FlatArrays.array(request.state().parameters()), false);
        TrainedGraph copy = new TrainedGraph(graph);
        copy.restore(request.state());
        if (request.options().normalisation() == Normalisation.LABELS) {
            copy.scoreSums();
        }
        return copy;
    }

    /** From now on a score is a sum: output layers would divide it by examples. */
    private void scoreSums() {
        for (Layer layer : graph.getLayers()) {
            layer.conf().setMiniBatch(false);
        }
    }

    /** How many labels of a batch count. */
    long labels(MultiDataSet batch) {
        return LabelCount.of(batch, graph);
    }

    /**
     * The gradient of a batch by its labels, without a step.
     *
     * @param labels how many labels of the batch count, > 0
     * @return the mean loss, penalties on parameters included, times the labels
     */
    LossSum differentiate(MultiDataSet batch, long labels, Normalisation normalisation) {
        graph.setInputs(batch.getFeatures());
        graph.setLabels(batch.getLabels());
        graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
        graph.computeGradientAndScore();
        long divisor = switch (normalisation) {
            case LABELS -> labels;
            case NETWORK -> graph.conf().isMiniBatch() ? graph.batchSize() : 1;
        };
        double score = switch (normalisation) {
            case LABELS -> meanScore(labels);
            case NETWORK -> graph.score();
        };
        graph.clear();
        graph.clearLayerMaskArrays();
        parts.stream().filter(GradientPart::isSum).forEach(part -> part.values().divi(divisor));
        return new LossSum(score * labels, labels);
    }

    private double meanScore(long labels) {
        double penalties = graph.calcRegularizationScore(true);
        return (graph.score() - penalties) / labels + penalties;
    }

    /** A copy of the gradient. */
    ParameterVector gradient() {
        return FlatArrays.vector(graph.getFlattenedGradients());
    }

    /** Whether every number of the gradient is finite. */
    boolean hasFiniteGradient() {
        // A sum is not finite where a number is not, and beyond all reason where it overflows.
        return Double.isFinite(graph.getFlattenedGradients().sumNumber().doubleValue());
    }

    /** One updater step with a gradient that was combined elsewhere. */
    void apply(ParameterVector gradient) {
        FlatArrays.assign(graph.getFlattenedGradients(), gradient);
        step();
    }

    /** One updater step with the gradient, which it uses up. */
    void step() {
        INDArray gradient = graph.getFlattenedGradients();
        int epoch = graph.getEpochCount();
        // Divided already, so as by a batch of one.
        graph.getUpdater()
                .update(
                        GradientPart.gradient(gradient, parts),
                        graph.getIterationCount(),
                        epoch,
                        /* batch size */ 1,
                        LayerWorkspaceMgr.noWorkspaces());
        INDArray parameters = graph.params();
        parameters.subi(gradient.reshape(parameters.shape()));
        setSteps(graph.getIterationCount() + 1L);
        graph.applyConstraints(graph.getIterationCount(), epoch);
    }

    /** A copy of the parameters and of all that the updater remembers. */
    NetworkState state() {
        return new NetworkState(
                FlatArrays.vector(graph.params()), FlatArrays.vector(updaterState()), graph.getIterationCount());
    }

    /** How many updater steps were taken. */
    long steps() {
        return graph.getIterationCount();
    }

    /** Continues from a state; without an updater state, the updater's own stays. */
    void restore(NetworkState state) {
        FlatArrays.assign(graph.params(), state.parameters());
        INDArray updaterState = updaterState();
        if (updaterState != null && state.updaterState().length() > 0) {
            FlatArrays.assign(updaterState, state.updaterState());
        }
        setSteps(state.steps());
    }

    private void setSteps(long steps) {
        graph.getConfiguration().setIterationCount(Math.toIntExact(steps));
    }

    private @Nullable INDArray updaterState() {
        return graph.getUpdater().getStateViewArray();
    }

    /** Frees the memory outside the heap; for a {@link #copy} only. */
    void free() {
        free(updaterState());
        free(graph.getFlattenedGradients());
        free(graph.params());
    }

    private static void free(@Nullable INDArray array) {
        if (array != null && !array.wasClosed() && array.closeable()) {
            array.close();
        }
    }
}
