package io.maskwise.training;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.BatchGradient;
import io.maskwise.model.ClassWeights;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.Seeds;
import java.io.Serializable;
import java.util.List;

/**
 * One worker's part of a round, wherever it runs.
 *
 * <p>The result depends on the request and the shard alone, not on what the network did before.
 *
 * @param options how the model is trained
 * @param classWeights what labels weigh by their ids
 */
public record WorkerPass(TrainingOptions options, ClassWeights classWeights) implements Serializable {
    /** A pass in which all labels weigh the same. */
    public WorkerPass(TrainingOptions options) {
        this(options, ClassWeights.NONE);
    }

    /** Fits, or differentiates, the shard's batches of this round. */
    public WorkerResult run(SequenceNetwork network, TrainingShard shard, RoundRequest request) {
        RoundPosition position = request.position();
        long seed = Seeds.derive(options.seed(), position.epoch(), shard.worker());
        List<PaddedBatch> batches =
                RoundPlan.slice(shard.batches(options.batch(), seed), position.round(), options.batchesPerRound())
                        .stream()
                        .map(shard::stack)
                        .map(classWeights::weigh)
                        .toList();
        long realTokens = batches.stream().mapToLong(PaddedBatch::realTokens).sum();
        if (batches.stream().allMatch(batch -> batch.labelCount() == 0)) {
            return new WorkerResult(
                    shard.worker(), new WorkerUpdate.Nothing(), LossSum.ZERO, realTokens, batches.size());
        }
        network.restore(request.state());
        Contribution contribution = switch (options.sync()) {
            case PARAMETERS -> fit(network, batches);
            case GRADIENTS -> differentiate(network, batches.get(0));
        };
        return new WorkerResult(shard.worker(), contribution.update(), contribution.loss(), realTokens, batches.size());
    }

    private static Contribution fit(SequenceNetwork network, List<PaddedBatch> batches) {
        LossSum loss = LossSum.ZERO;
        for (PaddedBatch batch : batches) {
            loss = loss.merge(network.fit(batch));
        }
        return new Contribution(new WorkerUpdate.Trained(network.state()), loss);
    }

    private static Contribution differentiate(SequenceNetwork network, PaddedBatch batch) {
        BatchGradient gradient = network.gradient(batch);
        return new Contribution(new WorkerUpdate.Differentiated(gradient.gradient()), gradient.loss());
    }

    private record Contribution(WorkerUpdate update, LossSum loss) {}
}
