package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.metrics.LossSum;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PadSequences;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that writes target sequences: it can learn, and what it writes does not depend on padding. */
final class TestSeq2Seq {
    private static final int VOCABULARY = 12;
    private static final int TARGETS = 14;
    private static final int PAIRS = 50;
    private static final int LONGEST = 9;
    private static final PadSequences AFTER = PadSequences.of(new PaddingOptions(Side.POST, Side.POST, 0));
    private static final PadSequences BEFORE = PadSequences.of(new PaddingOptions(Side.PRE, Side.POST, 0));

    /** Sequences of 2 to 7 ids with targets of 1 to 8, neither of which tells of the other. */
    private static final List<int[]> SOURCES = new ArrayList<>();

    private static final List<int[]> WRITTEN = new ArrayList<>();

    private static SequenceNetwork network;
    private static double loss;

    private static SequenceNetwork network(RecurrentDirection direction, int units) {
        ModelOptions options =
                new ModelOptions(ModelTask.SEQ2SEQ, 12, new RecurrentOptions(units, direction), Precision.FLOAT, 1);
        ModelSpec spec = ModelSpec.of(options, VOCABULARY, TARGETS);
        return new NetworkDescription(spec, UpdaterOptions.adam(0.02), Precision.FLOAT, 1).create();
    }

    @BeforeAll
    static void overfit() {
        Random random = new Random(4);
        for (int pair = 0; pair < PAIRS; pair++) {
            SOURCES.add(random.ints(2 + random.nextInt(6), 2, VOCABULARY).toArray());
            WRITTEN.add(random.ints(1 + random.nextInt(8), 4, TARGETS).toArray());
        }
        network = network(RecurrentDirection.FORWARD, 32);
        PaddedBatch all = batch(AFTER, LONGEST);
        for (int step = 0; step < 250; step++) {
            LossSum sum = network.fit(all);
            loss = sum.mean();
        }
    }

    private static PaddedBatch batch(PadSequences pad, int time) {
        List<PaddedSequence> rows = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            int[] source = SOURCES.get(pair);
            int[] labels = Arrays.copyOf(WRITTEN.get(pair), WRITTEN.get(pair).length + 1);
            labels[labels.length - 1] = Vocabulary.END_ID;
            rows.add(new PaddedSequence(
                    "pair",
                    pad.to(time).pad(new int[][] {source}, 0)[0],
                    pad.maskRow(source.length, time),
                    pad.to(time).pad(new int[][] {labels}, 0)[0],
                    pad.maskRow(labels.length, time)));
        }
        return PaddedBatch.stack(rows, Labelling.TARGET_SEQUENCE);
    }

    @AfterAll
    static void close() {
        network.close();
    }

    private static int[][] decode(int[][] tokens, Mask mask) {
        return new GreedyDecoder(network, LONGEST + 3).decode(tokens, mask);
    }

    @Test
    void itOverfitsFiftyPairsAndWritesTheirTargets() {
        assertThat(loss).isLessThan(0.05);
        PaddedBatch all = batch(AFTER, LONGEST);
        assertThat(decode(all.tokens(), all.mask())).isDeepEqualTo(WRITTEN.toArray(int[][]::new));
    }

    @ParameterizedTest(name = "padded {0}")
    @EnumSource
    void whatIsWrittenDoesNotDependOnPadding(Side side) {
        PadSequences pad = side == Side.PRE ? BEFORE : AFTER;
        for (int time : new int[] {7, 8, 20}) {
            PaddedBatch padded = batch(pad, Math.max(time, LONGEST));
            int[][] poisoned = Arrays.stream(padded.tokens()).map(int[]::clone).toArray(int[][]::new);
            for (int row = 0; row < PAIRS; row++) {
                for (int step = 0; step < padded.time(); step++) {
                    poisoned[row][step] = padded.mask().isReal(row, step) ? poisoned[row][step] : Integer.MIN_VALUE;
                }
            }
            assertThat(decode(poisoned, padded.mask())).isDeepEqualTo(WRITTEN.toArray(int[][]::new));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void gapsAndOtherRowsChangeNothingThatAnUntrainedNetworkWrites(long seed) {
        Random random = new Random(seed);
        try (SequenceNetwork untrained = network(RecurrentDirection.BIDIRECTIONAL, 5)) {
            GreedyDecoder decoder = new GreedyDecoder(untrained, 6);
            int[][] tokens = new int[8][15];
            boolean[][] mask = new boolean[8][15];
            int[][] alone = new int[8][];
            for (int row = 0; row < 8; row++) {
                for (int step = 0; step < 15; step++) {
                    mask[row][step] = random.nextInt(3) == 0;
                    tokens[row][step] = mask[row][step] ? random.nextInt(VOCABULARY) : -1;
                }
                int[] real = Arrays.stream(tokens[row]).filter(id -> id >= 0).toArray();
                alone[row] = decoder.decode(new int[][] {real}, Mask.allReal(1, real.length))[0];
            }
            assertThat(decoder.decode(tokens, Mask.of(mask))).isDeepEqualTo(alone);
        }
    }

    /** The loss of what the network wrote, its end included, is the other side of the probability. */
    @Test
    void whatIsWrittenIsAsLikelyAsItsLossSays() {
        PaddedBatch all = batch(AFTER, LONGEST);
        List<DecodedTarget> targets = new GreedyDecoder(network, LONGEST + 3).write(all.tokens(), all.mask());
        assertThat(targets).allMatch(DecodedTarget::ended);
        double sum = targets.stream().mapToDouble(DecodedTarget::logProbability).sum();
        assertThat(-sum)
                .isCloseTo(network.forward(all).loss().sum(), within(1e-4))
                .isPositive();
    }

    @Test
    void aTargetThatIsCutOffHasNotEnded() {
        PaddedBatch all = batch(AFTER, LONGEST);
        List<DecodedTarget> targets = new GreedyDecoder(network, 4).write(all.tokens(), all.mask());
        for (int pair = 0; pair < PAIRS; pair++) {
            int[] whole = WRITTEN.get(pair);
            assertThat(targets.get(pair).ids()).isEqualTo(Arrays.copyOf(whole, Math.min(4, whole.length)));
            assertThat(targets.get(pair).ended()).isEqualTo(whole.length < 4);
        }
    }

    @Test
    void aRowWithoutARealStepGivesAnEmptyTarget() {
        int[][] tokens = {SOURCES.get(0), new int[SOURCES.get(0).length]};
        boolean[] real = AFTER.maskRow(tokens[0].length, tokens[0].length);
        int[][] written = decode(tokens, Mask.of(new boolean[][] {real, new boolean[real.length]}));
        assertThat(written[0]).isEqualTo(WRITTEN.get(0));
        assertThat(written[1]).isEmpty();
        assertThat(decode(new int[0][], Mask.of(new boolean[0][]))).isEmpty();
    }

    /** A network whose every step scores the ids by the given numbers, whatever it reads. */
    private static SequenceNetwork scoring(double... bias) {
        SequenceNetwork scoring = network(RecurrentDirection.FORWARD, 3);
        float[] parameters = new float[scoring.parameterCount()];
        for (int i = 0; i < bias.length; i++) {
            parameters[parameters.length - TARGETS + i] = (float) bias[i];
        }
        NetworkState state = scoring.state();
        scoring.restore(new NetworkState(ParameterVector.of(parameters), state.updaterState(), 0));
        return scoring;
    }

    private static int[] written(int maximumLength, double... bias) {
        try (SequenceNetwork network = scoring(bias)) {
            return new GreedyDecoder(network, maximumLength).decode(new int[][] {{5}}, Mask.allReal(1, 1))[0];
        }
    }

    @Test
    void theLikeliestIdIsWrittenUntilTheEndOrTheMaximum() {
        assertThat(written(4, 0, 0, 0, 0, 0, 1)).containsExactly(5, 5, 5, 5);
        assertThat(written(4, 0, 0, 0, 2, 0, 1)).isEmpty();
        assertThat(written(2, 0, 0, 0, -1, 1, 1)).as("the lowest of equals").containsExactly(4, 4);
    }

    @Test
    void paddingAndStartAreNeverWritten() {
        assertThat(written(2, 9, 0, 8, -1, 0, 1)).containsExactly(5, 5);
    }

    @Test
    void onlyNetworksThatWriteTargetsDecode() {
        ModelOptions options = new ModelOptions(
                ModelTask.TAGGING, 3, new RecurrentOptions(3, RecurrentDirection.FORWARD), Precision.FLOAT, 1);
        ModelSpec spec = ModelSpec.of(options, VOCABULARY, TARGETS);
        try (SequenceNetwork tagger =
                new NetworkDescription(spec, UpdaterOptions.sgd(1), Precision.FLOAT, 1).create()) {
            assertThatThrownBy(() -> new GreedyDecoder(tagger, 5))
                    .hasMessage("Cannot decode by a network for tagging (must be for seq2seq)");
        }
        assertThatThrownBy(() -> new GreedyDecoder(network, 0)).hasMessage("Invalid maximum length: 0 (must be >= 1)");
    }

    @Test
    void theNetworkIsWhatItIsSaidToBe() {
        ModelSpec spec = network.spec();
        assertThat(spec.task()).isEqualTo(ModelTask.SEQ2SEQ);
        assertThat(spec.classes()).isEqualTo(TARGETS);
        int encoder = 12 * VOCABULARY + 4 * 32 * (12 + 32 + 1);
        int decoder = 12 * TARGETS + 4 * 32 * (12 + 32 + 1);
        assertThat(spec.parameterCount()).isEqualTo(encoder + decoder + TARGETS * (2 * 32 + 1));
    }

    @Test
    void bothWaysOfTheEncoderStartTheDecoder() {
        try (SequenceNetwork both = network(RecurrentDirection.BIDIRECTIONAL, 4)) {
            assertThat(both.spec().nodes())
                    .filteredOn(node -> List.of("hidden", "cell", "decoder").contains(node.name()))
                    .extracting(LayerNode::inputs)
                    .containsExactly(
                            List.of("encoder:1", "encoder:3"),
                            List.of("encoder:2", "encoder:4"),
                            List.of("target_embedding", "hidden", "cell"));
        }
    }
}
