package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A stock DL4J network of one layer or a few, seen as a layer of ours, so that the same laws can be measured on it.
 *
 * <p>The mask goes in as DL4J's features mask. DL4J puts time last; it is turned round here. Parameters are in double.
 */
final class StockLayer implements Layer {
    private static final long serialVersionUID = 1L;

    private final transient MultiLayerNetwork network;

    StockLayer(MultiLayerNetwork network) {
        this.network = network;
    }

    /** Its first parameters, by DL4J's names. */
    Map<String, Tensor> parameters() {
        return parameters(network);
    }

    static Map<String, Tensor> parameters(MultiLayerNetwork network) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        network.paramTable().forEach((name, array) -> parameters.put(name, Tensors.tensor(array)));
        return parameters;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        throw new UnsupportedOperationException("Cannot build a stock layer into a network of ours");
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation input = inputs.get(0);
        Mask mask = input.mask().orElseThrow();
        prepare(parameters, input.values(), mask);
        List<INDArray> activations = network.feedForward(true, false);
        return new Pass(output(activations.get(activations.size() - 1), mask), input.values(), mask, parameters);
    }

    private void prepare(Map<String, Tensor> parameters, Tensor values, Mask mask) {
        assign(parameters, network);
        network.clear();
        network.setInput(stock(values));
        network.setInputMiniBatchSize(mask.batch());
        network.setLayerMaskArrays(array(mask), null);
    }

    static void assign(Map<String, Tensor> parameters, MultiLayerNetwork network) {
        parameters.forEach((name, tensor) -> network.getParam(name).assign(Tensors.array(tensor, DataType.DOUBLE)));
    }

    static void add(Gradient computed, Map<String, Tensor> gradients) {
        computed.gradientForVariable().forEach((name, gradient) -> {
            double[] sum = Parameters.of(gradients, name).values();
            double[] part = Tensors.tensor(gradient).values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part[i];
            }
        });
    }

    static INDArray array(Mask mask) {
        double[] real = new double[mask.batch() * mask.time()];
        for (int i = 0; i < real.length; i++) {
            real[i] = mask.isReal(i / mask.time(), i % mask.time()) ? 1 : 0;
        }
        return Nd4j.createFromArray(real).reshape('c', mask.batch(), mask.time());
    }

    /** Time last, as DL4J has it. */
    static INDArray stock(Tensor values) {
        INDArray array = Tensors.array(values, DataType.DOUBLE);
        return values.rank() == 3 ? array.permute(0, 2, 1).dup('f') : array;
    }

    private static Tensor ours(INDArray array) {
        return Tensors.tensor(array.rank() == 3 ? array.permute(0, 2, 1) : array);
    }

    /** Time steps keep their mask, also those that DL4J stacks into rows: the first step of all sequences, the second. */
    private static Activation output(INDArray array, Mask mask) {
        Tensor values = unstacked(array, mask);
        boolean steps = values.rank() == 3 && values.dimension(1) == mask.time();
        return new Activation(values, steps ? Optional.of(mask) : Optional.empty());
    }

    private static Tensor unstacked(INDArray array, Mask mask) {
        boolean stacked = array.rank() == 2 && array.size(0) == (long) mask.batch() * mask.time() && mask.time() > 1;
        return stacked
                ? Tensors.tensor(array.dup('c')
                        .reshape('c', mask.time(), mask.batch(), array.size(1))
                        .permute(1, 0, 2))
                : ours(array);
    }

    private final class Pass implements LayerPass {
        private final Activation output;
        private final Tensor input;
        private final Mask mask;
        private final Map<String, Tensor> parameters;

        Pass(Activation output, Tensor input, Mask mask, Map<String, Tensor> parameters) {
            this.output = output;
            this.input = input;
            this.mask = mask;
            this.parameters = parameters;
        }

        @Override
        public Activation output() {
            return output;
        }

        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            prepare(parameters, input, mask);
            List<INDArray> activations = network.feedForward(true, false);
            boolean stacked = activations.get(activations.size() - 1).rank() == 2 && upstream.rank() == 3;
            INDArray epsilon = stacked
                    ? Tensors.array(upstream, DataType.DOUBLE)
                            .permute(1, 0, 2)
                            .reshape('c', upstream.rows(), upstream.features())
                    : stock(upstream);
            var computed = network.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces());
            add(computed.getFirst(), gradients);
            List<Tensor> downstream = new ArrayList<>();
            if (computed.getSecond() != null && input.rank() == 3) {
                downstream.add(unstacked(computed.getSecond(), mask));
            }
            return downstream;
        }
    }
}
