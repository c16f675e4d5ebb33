package io.maskwise.training;

import io.maskwise.model.NetworkFactory;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.PaddedSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Workers in this thread, one after the other on one network: the plain twin of distributed ones. */
public final class LocalWorkers implements Workers {
    private final List<TrainingShard> shards;
    private final List<TrainingShard> validation;
    private final WorkerPass pass;
    private final SequenceNetwork network;

    /**
     * Workers with their rows in memory.
     *
     * @param shards the shards of workers 0, 1, ...
     */
    public LocalWorkers(List<TrainingShard> shards, WorkerPass pass, NetworkFactory factory) {
        this(shards, List.of(), pass, factory);
    }

    /**
     * Workers with their rows, and those to measure on, in memory.
     *
     * @param shards the shards of workers 0, 1, ...
     * @param validation their shards of the validation split
     */
    public LocalWorkers(
            List<TrainingShard> shards, List<TrainingShard> validation, WorkerPass pass, NetworkFactory factory) {
        this.shards = List.copyOf(shards);
        this.validation = List.copyOf(validation);
        this.pass = pass;
        this.network = factory.create();
    }

    @Override
    public List<SortedMap<Integer, Long>> rowsPerPaddedLength() {
        List<SortedMap<Integer, Long>> counts = new ArrayList<>();
        for (TrainingShard shard : shards) {
            SortedMap<Integer, Long> ofShard = new TreeMap<>();
            for (PaddedSequence row : shard.rows()) {
                ofShard.merge(row.time(), 1L, Long::sum);
            }
            counts.add(ofShard);
        }
        return counts;
    }

    @Override
    public RoundResult runRound(RoundRequest request) {
        return RoundResult.of(
                shards.stream().map(shard -> pass.run(network, shard, request)).toList());
    }

    @Override
    public ValidationScore validate(ParameterVector parameters) {
        ValidationPass validating = new ValidationPass(pass.options().batch());
        return validation.stream()
                .map(shard -> validating.run(network, shard, parameters))
                .reduce(ValidationScore.ZERO, ValidationScore::merge);
    }

    @Override
    public String source(int paddedLength) {
        return "memory";
    }

    @Override
    public void close() {
        network.close();
    }
}
