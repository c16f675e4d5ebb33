package io.maskwise.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One pass through all layers of a spec, which can be gone back once.
 *
 * <p>Layers run in the spec's order, and gradients that meet are added in the reverse of it.
 */
final class GraphPass {
    private final ModelSpec spec;
    private final Map<String, Activation> activations = new LinkedHashMap<>();
    private final Map<String, LayerPass> passes = new LinkedHashMap<>();

    /**
     * Runs a network.
     *
     * @param inputs an activation for each of the spec's inputs, by name
     * @param parameters each node's parameters, by the node's name
     * @throws IllegalArgumentException if an input is missing or its mask is not as the spec says, or a layer refuses
     *     its values
     */
    GraphPass(
            ModelSpec spec,
            Map<String, Activation> inputs,
            Function<String, Map<String, Tensor>> parameters,
            Call call) {
        this.spec = spec;
        for (ModelInput input : spec.inputs()) {
            activations.put(input.name(), checked(input, inputs.get(input.name())));
        }
        SpecFlow flow = SpecFlow.of(spec.inputs(), spec.nodes());
        for (LayerNode node : spec.nodes()) {
            LayerPass pass = forward(node, flow, parameters, call);
            passes.put(node.name(), pass);
            List<Activation> outputs = pass.outputs();
            for (int i = 0; i < outputs.size(); i++) {
                activations.put(node.output(i), outputs.get(i));
            }
        }
    }

    private LayerPass forward(
            LayerNode node, SpecFlow flow, Function<String, Map<String, Tensor>> parameters, Call call) {
        List<Activation> read = node.inputs().stream().map(this::activation).toList();
        List<Shape> shapes =
                node.inputs().stream().map(name -> flow.of(name).shape()).toList();
        try {
            return new LayerContract(node.layer(), shapes)
                    .forward(read, parameters.apply(node.name()), call.of(node.name()));
        } catch (LayerContract.Broken broken) {
            throw broken.in(node.name());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(refused.getMessage() + ", in layer " + node.name(), refused);
        }
    }

    private static Activation checked(ModelInput input, @Nullable Activation given) {
        if (given == null) {
            throw new IllegalArgumentException("Cannot run the network: input " + input.name() + " is missing");
        }
        if (given.mask().isPresent() != input.masked()) {
            throw new IllegalArgumentException("Cannot run the network: input " + input.name()
                    + (input.masked() ? " has no mask (must have one)" : " has a mask (must have none)"));
        }
        if (!input.shape().fits(given.values())) {
            throw new IllegalArgumentException("Cannot run the network: input " + input.name() + " is "
                    + Arrays.toString(given.values().shape()) + " (must be " + input.shape() + ")");
        }
        return given;
    }

    /** What a name means after this pass: an input, or an output of a layer. */
    Activation activation(String name) {
        return Optional.ofNullable(activations.get(name)).orElseThrow();
    }

    /**
     * Goes back from the outputs.
     *
     * @param upstream the loss's derivative by outputs of layers, by their names
     * @param gradients each node's gradients, by the node's name; added to
     * @return the loss's derivative by the network's inputs that are made of real numbers, where it reaches them
     */
    Map<String, Tensor> backward(Map<String, Tensor> upstream, Function<String, Map<String, Tensor>> gradients) {
        Map<String, Tensor> flowing = new LinkedHashMap<>(upstream);
        for (int i = spec.nodes().size() - 1; i >= 0; i--) {
            LayerNode node = spec.nodes().get(i);
            LayerPass pass = Optional.ofNullable(passes.get(node.name())).orElseThrow();
            Optional<List<Tensor>> arrived = arrived(node, pass.outputs(), flowing);
            if (arrived.isPresent()) {
                List<Tensor> downstream = pass.backward(arrived.get(), gradients.apply(node.name()));
                for (int input = 0; input < downstream.size(); input++) {
                    flowing.merge(node.inputs().get(input), downstream.get(input), GraphPass::sum);
                }
            }
        }
        flowing.keySet().retainAll(spec.inputs().stream().map(ModelInput::name).toList());
        return flowing;
    }

    /** The gradients of a node's outputs, if any of them has one. */
    private static Optional<List<Tensor>> arrived(
            LayerNode node, List<Activation> outputs, Map<String, Tensor> flowing) {
        List<Tensor> arrived = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < outputs.size(); i++) {
            Tensor gradient = flowing.get(node.output(i));
            any |= gradient != null;
            arrived.add(gradient == null ? Tensor.zeros(outputs.get(i).values().shape()) : gradient);
        }
        return any ? Optional.of(arrived) : Optional.empty();
    }

    private static Tensor sum(Tensor left, Tensor right) {
        Tensor sum = Tensor.of(left.values().clone(), left.shape());
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] += right.values()[i];
        }
        return sum;
    }
}
