package io.maskwise.model;

import io.maskwise.sequence.Mask;
import io.maskwise.text.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A network with its first parameters, run on a few ids to see what shapes do not tell. */
final class DryRun {
    private static final long SEED = 1;

    private final ModelSpec spec;
    private final Map<String, Map<String, Tensor>> parameters = new LinkedHashMap<>();

    DryRun(ModelSpec spec) {
        this.spec = spec;
        for (LayerNode node : spec.nodes()) {
            Map<String, Tensor> ofNode = new LinkedHashMap<>();
            spec.parameters(node).forEach(one -> ofNode.put(one.name(), one.initial(SEED, node.name())));
            parameters.put(node.name(), ofNode);
        }
    }

    /**
     * Refuses layers of a user's own that do not give back what they say, on one real step and one masked.
     *
     * <p>Whatever else goes wrong is left for real data to tell: a layer may want more steps than these.
     *
     * @throws LayerContract.Broken if one gives other shapes or masks than it says
     */
    static void requireHonestLayers(ModelSpec spec) {
        Package ours = Layer.class.getPackage();
        if (spec.nodes().stream()
                .allMatch(node -> node.layer().getClass().getPackage().equals(ours))) {
            return;
        }
        double[] ids = {Vocabulary.UNKNOWN_ID, Vocabulary.PADDING_ID};
        boolean[] real = {true, false};
        Map<String, Activation> inputs = new LinkedHashMap<>();
        spec.inputs().forEach(input -> inputs.put(input.name(), row(ids, real)));
        try {
            new DryRun(spec).output(inputs);
        } catch (LayerContract.Broken broken) {
            throw broken;
        } catch (RuntimeException other) { // by a layer, which anybody may have written
            return;
        }
    }

    /** A row of ids with its mask. */
    static Activation row(double[] ids, boolean[] real) {
        return Activation.masked(Tensor.of(ids, 1, ids.length), Mask.of(new boolean[][] {real}));
    }

    /** The network's output. */
    Activation output(Map<String, Activation> inputs) {
        GraphPass pass = new GraphPass(
                spec, inputs, node -> Optional.ofNullable(parameters.get(node)).orElseThrow(), Call.inference());
        return pass.activation(spec.output());
    }
}
