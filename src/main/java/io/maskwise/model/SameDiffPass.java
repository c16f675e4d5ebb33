package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One pass through a layer that SameDiff differentiates. */
final class SameDiffPass implements LayerPass {
    private final SameDiff graph = SameDiff.create();
    private final List<Activation> inputs;
    private final boolean tokens;
    private final Map<String, SDVariable> parameters = new LinkedHashMap<>();
    private final List<SDVariable> variables = new ArrayList<>();
    private List<SDVariable> defined = List.of();
    private List<Activation> outputs = List.of();

    private SameDiffPass(List<Activation> inputs, boolean tokens) {
        this.inputs = inputs;
        this.tokens = tokens;
    }

    static SameDiffPass run(SameDiffLayer layer, List<Activation> inputs, Map<String, Tensor> values, Call call) {
        SameDiffPass pass = new SameDiffPass(inputs, layer.readsTokens());
        List<Optional<SDVariable>> masks = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            pass.variables.add(pass.input(i));
            masks.add(pass.mask(i));
        }
        values.forEach((name, tensor) ->
                pass.parameters.put(name, pass.graph.var("parameter_" + name, Tensors.array(tensor, DataType.DOUBLE))));
        pass.defined = layer.defineAll(new SameDiffCall(pass.graph, pass.variables, masks, pass.parameters, call));
        pass.outputs = pass.evaluated(layer.computeMasks(inputs));
        return pass;
    }

    private SDVariable input(int index) {
        Tensor values = inputs.get(index).clearedValues();
        String name = "input_" + index;
        return tokens
                ? graph.constant(name, Tensors.array(values, DataType.INT32))
                : graph.var(name, Tensors.array(values, DataType.DOUBLE));
    }

    private Optional<SDVariable> mask(int index) {
        return inputs.get(index)
                .mask()
                .map(mask -> graph.constant("mask_" + index, Tensors.array(numbers(mask), DataType.DOUBLE)));
    }

    private static Tensor numbers(Mask mask) {
        Tensor numbers = Tensor.zeros(mask.batch(), mask.time());
        for (int row = 0; row < mask.batch(); row++) {
            for (int step = 0; step < mask.time(); step++) {
                numbers.values()[row * mask.time() + step] = mask.isReal(row, step) ? 1 : 0;
            }
        }
        return numbers;
    }

    private List<Activation> evaluated(List<Optional<Mask>> masks) {
        List<Activation> evaluated = new ArrayList<>();
        for (int i = 0; i < defined.size(); i++) {
            evaluated.add(new Activation(Tensors.tensor(defined.get(i).eval()), masks.get(i)));
        }
        return evaluated;
    }

    @Override
    public Activation output() {
        return outputs.get(0);
    }

    @Override
    public List<Activation> outputs() {
        return outputs;
    }

    @Override
    public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
        return backward(List.of(upstream), gradients);
    }

    @Override
    public List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients) {
        SDVariable objective =
                graph.constant(Tensors.array(Tensor.zeros(1), DataType.DOUBLE)).sum();
        for (int i = 0; i < upstream.size(); i++) {
            SDVariable arrived = graph.constant(Tensors.array(upstream.get(i), DataType.DOUBLE));
            objective = objective.add(defined.get(i).mul(arrived).sum());
        }
        graph.setLossVariables(objective);
        List<String> wanted = new ArrayList<>();
        parameters.values().forEach(variable -> wanted.add(variable.name()));
        variables.stream().filter(variable -> !variable.isConstant()).forEach(variable -> wanted.add(variable.name()));
        SameDiffChatter.silence();
        Map<String, INDArray> found = graph.calculateGradients(Map.of(), wanted);
        parameters.forEach((name, variable) -> add(found.get(variable.name()), Parameters.of(gradients, name)));
        List<Tensor> downstream = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            if (!variables.get(i).isConstant()) {
                downstream.add(inputGradient(i, found.get(variables.get(i).name())));
            }
        }
        return downstream;
    }

    private static void add(@org.jspecify.annotations.Nullable INDArray found, Tensor gradient) {
        if (found != null) {
            double[] values = Tensors.tensor(found).values();
            for (int i = 0; i < values.length; i++) {
                gradient.values()[i] += values[i];
            }
        }
    }

    /** Zero under the mask: what stood there was not read. */
    private Tensor inputGradient(int index, @org.jspecify.annotations.Nullable INDArray found) {
        Tensor gradient =
                found == null ? Tensor.zeros(inputs.get(index).values().shape()) : Tensors.tensor(found);
        return new Activation(gradient, inputs.get(index).mask()).clearedValues();
    }
}
