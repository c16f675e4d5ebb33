package io.maskwise.model;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Random sequences, and the many ways in which the same ones can be padded. */
final class RandomBatches {
    static final int VOCABULARY = 11;
    static final int CLASSES = 4;

    /** A sequence as it is, without padding. */
    @SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
    record Sequence(int[] tokens, int[] labels) {}

    private final Random random;
    private final ModelTask task;

    RandomBatches(long seed, ModelTask task) {
        this.random = new Random(seed);
        this.task = task;
    }

    List<Sequence> sequences(int count, int longest) {
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = 1 + random.nextInt(longest);
            int labels = switch (task) {
                case TAGGING -> length;
                case CLASSIFICATION -> 1;
                case SEQ2SEQ -> 1 + random.nextInt(longest);
            };
            sequences.add(new Sequence(
                    random.ints(length, 1, VOCABULARY).toArray(),
                    random.ints(labels, 0, CLASSES).toArray()));
        }
        return sequences;
    }

    /** Sequences stacked, the steps of each at the places that the layout chooses, garbage everywhere else. */
    PaddedBatch batch(List<Sequence> sequences, int time, Layout layout) {
        if (task == ModelTask.SEQ2SEQ) {
            return withTargets(sequences, time, layout);
        }
        int rows = sequences.size();
        int[][] tokens = new int[rows][];
        int[][] labels = new int[rows][];
        boolean[][] mask = new boolean[rows][time];
        boolean[][] labelMask = new boolean[rows][];
        for (int row = 0; row < rows; row++) {
            Sequence sequence = sequences.get(row);
            tokens[row] = garbage(time);
            int[] places = layout.places(sequence.tokens().length, time, random);
            boolean tagging = task == ModelTask.TAGGING;
            labels[row] = tagging ? garbage(time) : sequence.labels().clone();
            labelMask[row] = tagging ? mask[row] : new boolean[] {places.length > 0};
            for (int i = 0; i < places.length; i++) {
                mask[row][places[i]] = true;
                tokens[row][places[i]] = sequence.tokens()[i];
                if (tagging) {
                    labels[row][places[i]] = sequence.labels()[i];
                }
            }
        }
        return new PaddedBatch(tokens, Mask.of(mask), labels, Mask.of(labelMask));
    }

    /** Both sides laid out each by itself, with as much padding. */
    private PaddedBatch withTargets(List<Sequence> sequences, int time, Layout layout) {
        int padding = time - longest(sequences, Sequence::tokens);
        int targetTime = longest(sequences, Sequence::labels) + padding;
        List<PaddedSequence> rows = new ArrayList<>();
        for (Sequence sequence : sequences) {
            boolean[] mask = new boolean[time];
            boolean[] labelMask = new boolean[targetTime];
            int[] tokens = laidOut(sequence.tokens(), mask, layout);
            int[] labels = laidOut(sequence.labels(), labelMask, layout);
            rows.add(new PaddedSequence("row", tokens, mask, labels, labelMask));
        }
        return PaddedBatch.stack(rows, Labelling.TARGET_SEQUENCE);
    }

    private static int longest(List<Sequence> sequences, Function<Sequence, int[]> side) {
        return sequences.stream().mapToInt(one -> side.apply(one).length).max().orElse(0);
    }

    /** Garbage, but for the ids at the places that the layout chooses, which are marked in the mask. */
    private int[] laidOut(int[] ids, boolean[] mask, Layout layout) {
        int[] padded = garbage(mask.length);
        int[] places = layout.places(ids.length, mask.length, random);
        for (int i = 0; i < places.length; i++) {
            mask[places[i]] = true;
            padded[places[i]] = ids[i];
        }
        return padded;
    }

    /** Rows without a real step. */
    PaddedBatch allMasked(int rows, int time) {
        List<Sequence> empty = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            empty.add(empty());
        }
        return batch(empty, time, Layout.RIGHT);
    }

    /** A sequence of nothing, with the label that a sequence of nothing has. */
    Sequence empty() {
        return new Sequence(new int[0], new int[task == ModelTask.CLASSIFICATION ? 1 : 0]);
    }

    /** Ids and labels that no vocabulary and no label set has. */
    private int[] garbage(int length) {
        return random.ints(length).map(value -> value | Integer.MIN_VALUE).toArray();
    }

    /** Where padding goes. */
    enum Layout {
        RIGHT,
        LEFT,
        GAPS;

        int[] places(int length, int time, Random random) {
            return switch (this) {
                case RIGHT -> java.util.stream.IntStream.range(0, length).toArray();
                case LEFT ->
                    java.util.stream.IntStream.range(time - length, time).toArray();
                case GAPS -> {
                    List<Integer> places = new ArrayList<>(
                            java.util.stream.IntStream.range(0, time).boxed().toList());
                    java.util.Collections.shuffle(places, random);
                    yield places.subList(0, length).stream()
                            .mapToInt(Integer::intValue)
                            .sorted()
                            .toArray();
                }
            };
        }
    }
}
