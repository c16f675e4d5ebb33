package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.PaddedBatch;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a network drops depends on its seed and on the step, and on nothing else. */
final class TestDropoutInNetworks {
    private static final ModelSpec SPEC = SequentialModel.of(ModelInput.maskedTokens(ModelSpec.INPUT))
            .add(new Embedding(RandomBatches.VOCABULARY, 6))
            .add(new Dropout(0.5))
            .add("logits", new Dense(RandomBatches.CLASSES))
            .spec();
    private static final PaddedBatch BATCH = batch();

    private static PaddedBatch batch() {
        RandomBatches batches = new RandomBatches(1, ModelTask.TAGGING);
        return batches.batch(batches.sequences(4, 6), 8, Layout.GAPS);
    }

    /** The gradient in a step, of the parameters of one seed, by a network that was made with another. */
    private static double[] gradient(long seed, long step) {
        UpdaterOptions updater = UpdaterOptions.sgd(0.1);
        try (SequenceNetwork first = new NetworkDescription(SPEC, updater, Precision.DOUBLE, 1).create();
                SequenceNetwork network = new NetworkDescription(SPEC, updater, Precision.DOUBLE, seed).create()) {
            NetworkState state = first.state();
            network.restore(new NetworkState(state.parameters(), state.updaterState(), step));
            return network.gradient(BATCH).gradient().toDoubles();
        }
    }

    @Test
    void theSameStepDropsTheSame() {
        assertThat(gradient(5, 3)).isEqualTo(gradient(5, 3));
    }

    @Test
    void anotherStepAndAnotherSeedDropOthers() {
        assertThat(gradient(5, 4)).isNotEqualTo(gradient(5, 3));
        assertThat(gradient(6, 3)).isNotEqualTo(gradient(5, 3));
    }

    @Test
    void dl4jDropsInTrainingOnly() {
        NetworkDescription description = new NetworkDescription(SPEC, UpdaterOptions.sgd(0.1), Precision.DOUBLE, 1);
        try (Dl4jNetwork network = Dl4jNetwork.create(description)) {
            INDArray tokens = Nd4j.createFromArray(BATCH.tokens());
            INDArray mask = Nd4j.createFromArray(BATCH.mask().toRows()).castTo(DataType.DOUBLE);
            network.graph().setLayerMaskArrays(new INDArray[] {mask}, null);
            INDArray inference = network.graph().output(false, tokens)[0];
            assertThat(network.graph().output(false, tokens)[0]).isEqualTo(inference);
            assertThat(network.graph().output(true, tokens)[0]).isNotEqualTo(inference);
        }
    }
}
