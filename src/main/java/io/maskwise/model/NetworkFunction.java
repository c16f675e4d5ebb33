package io.maskwise.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A whole network with its loss, seen as one layer, so that the same laws can be measured on it.
 *
 * <p>Its inputs are the network's, then the labels of its first output where there are any. Its outputs are the
 * network's, which are only looked at, then each row's loss for each of them. Its parameters are named
 * {@code node/parameter}.
 *
 * @param spec the network
 * @param seed the seed of what stands for a loss where there are no labels
 */
record NetworkFunction(ModelSpec spec, long seed) implements Layer {
    /** A network with the parameters of each node and a sample. */
    static Measured measured(
            ModelSpec spec, Map<String, Map<String, Tensor>> parameters, NetworkSample sample, long seed) {
        Map<String, Tensor> flat = new LinkedHashMap<>();
        parameters.forEach((node, ofNode) -> ofNode.forEach((name, tensor) -> flat.put(node + "/" + name, tensor)));
        List<Activation> inputs = new ArrayList<>();
        spec.inputs().forEach(input -> inputs.add(sample.input(input.name())));
        sample.labels().ifPresent(inputs::add);
        int observed = spec.outputs().size();
        return new Measured("network", new NetworkFunction(spec, seed), flat, inputs, observed);
    }

    @Override
    public boolean dependsOnPlaces() {
        return spec.nodes().stream().anyMatch(node -> node.layer().dependsOnPlaces());
    }

    @Override
    public Set<String> nonTrainable() {
        return spec.nodes().stream()
                .flatMap(node -> node.layer().nonTrainable().stream().map(name -> node.name() + "/" + name))
                .collect(Collectors.toSet());
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        throw new UnsupportedOperationException("Cannot make a whole network a layer of another");
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        List<Activation> fed = inputs.subList(0, spec.inputs().size());
        Map<String, Activation> named = new LinkedHashMap<>();
        for (int i = 0; i < fed.size(); i++) {
            named.put(spec.inputs().get(i).name(), fed.get(i));
        }
        GraphPass pass = new GraphPass(spec, named, node -> ofNode(node, parameters), call);
        List<Activation> outputs = spec.outputs().stream().map(pass::activation).toList();
        List<NetworkLoss> losses = new ArrayList<>();
        for (Activation output : outputs) {
            Optional<Activation> labels = losses.isEmpty() && inputs.size() > fed.size()
                    ? Optional.of(inputs.get(fed.size()))
                    : Optional.empty();
            losses.add(NetworkLoss.of(output, NetworkLoss.counts(output, fed), labels, seed));
        }
        return new Pass(spec, pass, outputs, losses);
    }

    private static Map<String, Tensor> ofNode(String node, Map<String, Tensor> flat) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        String prefix = node + "/";
        flat.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor);
            }
        });
        return tensors;
    }

    private record Pass(ModelSpec spec, GraphPass pass, List<Activation> scores, List<NetworkLoss> losses)
            implements LayerPass {
        @Override
        public Activation output() {
            return scores.get(0);
        }

        @Override
        public List<Activation> outputs() {
            List<Activation> outputs = new ArrayList<>(scores);
            losses.forEach(loss -> outputs.add(Activation.unmasked(loss.rows())));
            return outputs;
        }

        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            throw new UnsupportedOperationException("Cannot go back from one output: a network has its loss besides");
        }

        /** Gradients of the inputs only where all of them are made of real numbers. */
        @Override
        public List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients) {
            Map<String, Tensor> arriving = new LinkedHashMap<>();
            for (int i = 0; i < losses.size(); i++) {
                arriving.put(spec.outputs().get(i), losses.get(i).gradient(upstream.get(losses.size() + i)));
            }
            Map<String, Tensor> downstream = pass.backward(arriving, node -> ofNode(node, gradients));
            List<Tensor> ofInputs = new ArrayList<>();
            for (ModelInput input : spec.inputs()) {
                if (!input.shape().isTokens()) {
                    Tensor given = pass.activation(input.name()).values();
                    ofInputs.add(Optional.ofNullable(downstream.get(input.name()))
                            .orElseGet(() -> Tensor.zeros(given.shape())));
                }
            }
            return ofInputs.size() == spec.inputs().size() ? ofInputs : List.of();
        }
    }
}
