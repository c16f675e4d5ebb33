package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A stock DL4J network with its loss, seen as a layer of ours that gives back each row's loss.
 *
 * <p>Its inputs are a sequence and the class ids of its steps; their masks go in as DL4J's features mask and labels mask.
 * DL4J has the gradient of the sum over the rows only, so that every row must get the same back.
 */
final class StockLoss implements Layer {
    private static final long serialVersionUID = 1L;

    private final transient MultiLayerNetwork network;
    private final int classes;

    StockLoss(MultiLayerNetwork network, int classes) {
        this.network = network;
        this.classes = classes;
    }

    Map<String, Tensor> parameters() {
        return StockLayer.parameters(network);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        throw new UnsupportedOperationException("Cannot build a stock network into a network of ours");
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        StockLayer.assign(parameters, network);
        Mask mask = inputs.get(0).mask().orElseThrow();
        DataSet batch = new DataSet(
                StockLayer.stock(inputs.get(0).values()),
                labels(inputs.get(1).values(), mask),
                StockLayer.array(mask),
                StockLayer.array(mask));
        Tensor rows = Tensors.tensor(network.scoreExamples(batch, false));
        return new Pass(Activation.unmasked(Tensor.of(rows.values(), mask.batch(), 1)), batch, parameters);
    }

    private INDArray labels(Tensor ids, Mask mask) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, mask.batch(), classes, mask.time());
        for (int row = 0; row < mask.batch(); row++) {
            for (int step : Relayout.realSteps(mask, row)) {
                labels.putScalar(row, (int) ids.values()[row * mask.time() + step], step, 1);
            }
        }
        return labels;
    }

    private final class Pass implements LayerPass {
        private final Activation output;
        private final DataSet batch;
        private final Map<String, Tensor> parameters;

        Pass(Activation output, DataSet batch, Map<String, Tensor> parameters) {
            this.output = output;
            this.batch = batch;
            this.parameters = parameters;
        }

        @Override
        public Activation output() {
            return output;
        }

        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            StockLayer.assign(parameters, network);
            network.clear();
            network.setInput(batch.getFeatures());
            network.setLabels(batch.getLabels());
            network.setLayerMaskArrays(batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
            network.computeGradientAndScore();
            StockLayer.add(network.gradient(), gradients);
            network.clearLayerMaskArrays();
            return List.of();
        }
    }
}
