package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass through an attention layer.
 *
 * <p>Masked queries, and those that may see no key, get zeros and give no gradient, whatever maps there are.
 */
final class AttentionPass implements LayerPass {
    private final AttentionInputs inputs;
    private final AttentionMaps maps;
    private final AttentionCore core;
    private final List<Activation> outputs = new ArrayList<>();

    AttentionPass(AttentionLayer layer, List<Activation> activations, AttentionMaps maps, AttentionCore.Method method) {
        this.inputs = new AttentionInputs(activations, layer.rules());
        this.maps = maps;
        this.core = new AttentionCore(inputs, maps.before(inputs.packed()), method);
        Tensor output = maps.after(core.means());
        core.clearBlind(output);
        outputs.add(
                new Activation(inputs.queries().unpack(output), inputs.query().mask()));
        if (layer.returnAttentionScores()) {
            outputs.add(scores(layer));
        }
    }

    private Activation scores(AttentionLayer layer) {
        Tensor weights = core.weights();
        if (layer.headAxis().isPresent()) {
            return Activation.unmasked(weights);
        }
        Tensor ofOneHead =
                Tensor.of(weights.values(), weights.dimension(0), weights.dimension(2), weights.dimension(3));
        return new Activation(ofOneHead, inputs.query().mask());
    }

    @Override
    public Activation output() {
        return outputs.get(0);
    }

    @Override
    public List<Activation> outputs() {
        return List.copyOf(outputs);
    }

    @Override
    public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
        return backward(upstream, Optional.empty(), gradients);
    }

    @Override
    public List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients) {
        return backward(upstream.get(0), upstream.stream().skip(1).findFirst(), gradients);
    }

    private List<Tensor> backward(Tensor ofOutput, Optional<Tensor> ofWeights, Map<String, Tensor> gradients) {
        Tensor upstream = inputs.queries().pack(ofOutput);
        core.clearBlind(upstream);
        Tensor ofMeans = maps.backwardAfter(upstream, gradients);
        return inputs.gradients(maps.backwardBefore(core.backward(ofMeans, ofWeights, gradients), gradients));
    }
}
