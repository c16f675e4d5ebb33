package io.maskwise.spark;

import io.maskwise.model.LayerNode;
import io.maskwise.model.PositionalEmbedding;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.training.ModelFolder;
import java.util.stream.Stream;

/** What a model can read at most. */
final class ModelLimits {
    private ModelLimits() {}

    /** The most real steps of a row: those for which it has learned positions; without such there is no limit. */
    static int mostSteps(ModelFolder model) {
        try (SequenceNetwork network = model.stored().create()) {
            return network.spec().nodes().stream()
                    .map(LayerNode::layer)
                    .flatMap(layer -> layer instanceof PositionalEmbedding table ? Stream.of(table) : Stream.empty())
                    .mapToInt(PositionalEmbedding::positions)
                    .min()
                    .orElse(Integer.MAX_VALUE);
        }
    }
}
