package io.maskwise.spark.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** How many labels of a batch count. */
final class LabelCount {
    private LabelCount() {}

    /**
     * The unmasked labels of all outputs.
     *
     * <p>Of an output with a label mask, they are the mask's entries above 0; of one without, the examples, times the
     * time steps (or pixels) where labels have some: DL4J's losses do not look at a features' mask either.
     */
    static long of(MultiDataSet batch, ComputationGraph graph) {
        INDArray @Nullable [] labels = batch.getLabels();
        int outputs = graph.getNumOutputArrays();
        if (labels == null || labels.length != outputs || Arrays.stream(labels).anyMatch(array -> array == null)) {
            throw new IllegalArgumentException("Cannot train on this batch: it has "
                    + (labels == null ? 0 : labels.length) + " arrays of labels (must be " + outputs
                    + ", one for each output of the network)");
        }
        long count = 0;
        for (int output = 0; output < outputs; output++) {
            String name = graph.getConfiguration().getNetworkOutputs().get(output);
            INDArray mask = batch.getLabelsMaskArray(output);
            count += mask == null
                    ? positions(labels[output], graph.getLayer(name).conf().getLayer())
                    : mask.scan(Conditions.greaterThan(0)).longValue();
        }
        return count;
    }

    private static long positions(INDArray labels, Layer layer) {
        if (labels.rank() <= 2) {
            return labels.size(0);
        }
        return labels.length() / labels.size(isTimeMajor(layer) ? labels.rank() - 1 : 1);
    }

    /** Whether the layer has time before features: {@code [batch, time, features]}. */
    private static boolean isTimeMajor(Layer layer) {
        if (layer instanceof RnnOutputLayer output) {
            return output.getRnnDataFormat() == RNNFormat.NWC;
        }
        return layer instanceof RnnLossLayer loss && loss.getRnnDataFormat() == RNNFormat.NWC;
    }
}
