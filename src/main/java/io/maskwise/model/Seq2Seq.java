package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The network that writes target sequences: an LSTM encoder whose last state starts an LSTM decoder, which attends to the
 * encoder's steps by dot products (Luong et al. 2015, with the decoder's own state beside what it attends to).
 *
 * <p>It reads a sequence from {@link ModelSpec#INPUT}, and from {@link ModelSpec#TARGETS} what was written of its target
 * before each step. A bidirectional encoder's states are concatenated, so that the decoder has twice as many units.
 */
final class Seq2Seq {
    private static final String ENCODER = "encoder";
    private static final String DECODER = "decoder";
    private static final String ATTENTION = "attention";

    private final ModelOptions options;
    private final List<LayerNode> nodes = new ArrayList<>();

    private Seq2Seq(ModelOptions options) {
        this.options = options;
    }

    /**
     * The network for a dataset's sizes.
     *
     * @param vocabularySize how many token ids there are
     * @param classes how many ids of target tokens there are
     */
    static ModelSpec spec(ModelOptions options, int vocabularySize, int classes) {
        Seq2Seq network = new Seq2Seq(options);
        int units = network.addEncoder(vocabularySize);
        network.addDecoder(units, classes);
        return new ModelSpec(
                List.of(ModelInput.maskedTokens(ModelSpec.INPUT), ModelInput.maskedTokens(ModelSpec.TARGETS)),
                network.nodes,
                List.of("logits"));
    }

    private void add(String name, Layer layer, String... inputs) {
        nodes.add(new LayerNode(name, layer, List.of(inputs)));
    }

    /** Adds what reads the sequence; returns the size of its outputs and of its state. */
    private int addEncoder(int vocabularySize) {
        Recurrent lstm =
                Lstm.of(options.rnn().units(), RecurrentOutput.SEQUENCE).returningState();
        add("source_embedding", new Embedding(vocabularySize, options.embedding()), ModelSpec.INPUT);
        switch (options.rnn().direction()) {
            case FORWARD -> add(ENCODER, lstm, "source_embedding");
            case BIDIRECTIONAL -> {
                add(ENCODER, Bidirectional.of(lstm), "source_embedding");
                add("hidden", new Concatenate(), ENCODER + ":1", ENCODER + ":3");
                add("cell", new Concatenate(), ENCODER + ":2", ENCODER + ":4");
            }
        }
        return isBidirectional() ? 2 * options.rnn().units() : options.rnn().units();
    }

    private boolean isBidirectional() {
        return options.rnn().direction() == RecurrentDirection.BIDIRECTIONAL;
    }

    private void addDecoder(int units, int classes) {
        String hidden = isBidirectional() ? "hidden" : ENCODER + ":1";
        String cell = isBidirectional() ? "cell" : ENCODER + ":2";
        add("target_embedding", new Embedding(classes, options.embedding()), ModelSpec.TARGETS);
        add(DECODER, Lstm.of(units, RecurrentOutput.SEQUENCE), "target_embedding", hidden, cell);
        add(ATTENTION, new Attention(), DECODER, ENCODER);
        add("attended", new Concatenate(), DECODER, ATTENTION);
        add("logits", new Dense(classes), "attended");
    }
}
