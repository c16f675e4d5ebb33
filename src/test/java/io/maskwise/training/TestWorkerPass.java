package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.testing.FakeNetworkFactory;
import io.maskwise.testing.RaggedRows;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestWorkerPass {
    private static final UpdaterOptions SGD = UpdaterOptions.sgd(0.1);
    private static final TrainingShard SHARD = shard();

    private final SequenceNetwork network =
            new FakeNetworkFactory(RaggedRows.VOCABULARY, 5, RaggedRows.CLASSES, SGD, Precision.DOUBLE).create();
    private final WorkerPass pass = new WorkerPass(
            new TrainingOptions(1, 9, new BatchOptions(4, 0), 1, Synchronisation.GRADIENTS, SGD, 7, 1, 1, "train"));

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    private static TrainingShard shard() {
        RaggedRows random = new RaggedRows(2);
        return random.dealt(random.rows(40, 6), 1).get(0);
    }

    private LossSum loss(int epoch, int round) {
        RoundRequest request = new RoundRequest(network.state(), new RoundPosition(epoch, round));
        return pass.run(network, SHARD, request).loss();
    }

    @Test
    void everyEpochIsShuffledAnew() {
        List<LossSum> firstBatches =
                IntStream.rangeClosed(1, 9).mapToObj(epoch -> loss(epoch, 1)).toList();
        assertThat(firstBatches).doesNotHaveDuplicates();
    }

    @Test
    void theSameRoundIsTheSameWheneverItRuns() {
        LossSum first = loss(3, 2);
        loss(1, 1);
        assertThat(loss(3, 2)).isEqualTo(first);
    }
}
