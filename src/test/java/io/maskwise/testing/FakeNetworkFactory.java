package io.maskwise.testing;

import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
import io.maskwise.model.LayerNode;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkFactory;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import java.util.List;

/**
 * Makes small real networks that need no ND4J.
 *
 * @param vocabulary how many token ids there are
 * @param units the size of an embedding
 * @param classes how many label ids there are
 * @param updater how they learn
 * @param precision what their vectors are rounded to after every step
 */
public record FakeNetworkFactory(int vocabulary, int units, int classes, UpdaterOptions updater, Precision precision)
        implements NetworkFactory {
    @Override
    public SequenceNetwork create() {
        return new FakeNetwork(this);
    }

    ModelSpec spec() {
        return new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(vocabulary, units), List.of(ModelSpec.INPUT)),
                new LayerNode("logits", new Dense(classes), List.of("embedding"))));
    }
}
