package io.maskwise.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the laws of masking on a network: on each layer in its place, then on the network as a whole.
 *
 * <p>A layer is measured as {@link LayerCheck} does, on what arrives at it when the network is fed the sample. Of the
 * whole network, scores, the loss of each row and the gradients by all parameters are compared. All of it is computed in
 * double, with the network's parameters widened. A row in which nothing is real is added to the sample.
 */
public final class NetworkCheck {
    /** The places of each parameter and each input that L3 looks at. */
    private static final int PROBES = 6;

    private NetworkCheck() {}

    /**
     * One result for each layer and law, in the network's order, then those of the whole network.
     *
     * @param network the network, which stays as it is
     * @param sample what it is fed
     * @param seed the seed of gaps, gradients and places
     * @throws IllegalArgumentException if the sample is not one of the network's
     */
    public static List<LawResult> check(SequenceNetwork network, NetworkSample sample, long seed) {
        ModelSpec spec = network.spec();
        return check(spec, widened(network), sample.withAnEmptyRow(), seed);
    }

    private static Map<String, Map<String, Tensor>> widened(SequenceNetwork network) {
        NetworkDescription twin = new NetworkDescription(network.spec(), UpdaterOptions.sgd(1), Precision.DOUBLE, 0);
        ParameterVector parameters =
                ParameterVector.of(network.state().parameters().toDoubles());
        Map<String, Map<String, Tensor>> ofNodes = new LinkedHashMap<>();
        try (Dl4jNetwork wide = Dl4jNetwork.create(twin)) {
            wide.restore(new NetworkState(parameters, ParameterVector.of(new double[0]), 0));
            network.spec().nodes().forEach(node -> ofNodes.put(node.name(), wide.parameters(node.name())));
        }
        return ofNodes;
    }

    private static List<LawResult> check(
            ModelSpec spec, Map<String, Map<String, Tensor>> parameters, NetworkSample sample, long seed) {
        GraphPass pass =
                new GraphPass(spec, sample.inputs(), node -> parameters.getOrDefault(node, Map.of()), Call.inference());
        List<LawResult> results = new ArrayList<>();
        for (LayerNode node : spec.nodes()) {
            List<Activation> arriving =
                    node.inputs().stream().map(pass::activation).toList();
            Map<String, Tensor> ofNode = parameters.getOrDefault(node.name(), Map.of());
            String name = node.name() + " (" + node.layer().getClass().getSimpleName() + ")";
            results.addAll(LayerCheck.check(new Measured(name, node.layer(), ofNode, arriving, 0), PROBES, seed));
        }
        results.addAll(LayerCheck.check(NetworkFunction.measured(spec, parameters, sample, seed), PROBES, seed));
        return results;
    }
}
