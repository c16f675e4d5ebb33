package io.maskwise.model;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.text.Labelling;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a network is fed to be measured, and the labels of its output.
 *
 * @param inputs an activation for each of the network's inputs, by name
 * @param labels class ids: with the output's mask, shape {@code [batch, time]}, where the output has time steps, else
 *     without a mask, shape {@code [batch, 1]}; one below 0 does not count; absent where there are none
 */
public record NetworkSample(Map<String, Activation> inputs, Optional<Activation> labels) {
    private static final int NO_LABEL = -1;

    public NetworkSample {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("Invalid sample: it has no input");
        }
    }

    /** A batch as training sees it: its token ids, what a decoder reads of its targets, its labels. */
    public static NetworkSample of(PaddedBatch batch) {
        Map<String, Activation> inputs = new LinkedHashMap<>();
        inputs.put(ModelSpec.INPUT, Activation.masked(Dl4jNetwork.tokens(batch), batch.mask()));
        if (batch.labelling() == Labelling.TARGET_SEQUENCE) {
            inputs.put(ModelSpec.TARGETS, TeacherForcing.input(batch));
        }
        return new NetworkSample(inputs, labels(batch));
    }

    private static Optional<Activation> labels(PaddedBatch batch) {
        Mask counts = batch.labelMask();
        Tensor labels = Tensor.zeros(counts.batch(), counts.time());
        for (int row = 0; row < counts.batch(); row++) {
            for (int step = 0; step < counts.time(); step++) {
                labels.values()[row * counts.time() + step] =
                        counts.isReal(row, step) ? batch.labels()[row][step] : NO_LABEL;
            }
        }
        return switch (batch.labelling()) {
            case PER_TOKEN -> Optional.of(Activation.masked(labels, batch.mask()));
            case TARGET_SEQUENCE -> Optional.of(Activation.masked(labels, counts));
            case PER_SEQUENCE -> Optional.of(Activation.unmasked(labels));
            case NONE -> Optional.empty();
        };
    }

    /** @throws IllegalArgumentException if there is no input of that name */
    Activation input(String name) {
        Activation input = inputs.get(name);
        if (input == null) {
            throw new IllegalArgumentException(
                    "Invalid sample: input " + name + " is missing (it has " + inputs.keySet() + ")");
        }
        return input;
    }

    /** The same with one row more, in which nothing is real; the same where an input has no mask. */
    NetworkSample withAnEmptyRow() {
        if (inputs.values().stream().anyMatch(input -> input.mask().isEmpty())) {
            return this;
        }
        Map<String, Activation> longer = new LinkedHashMap<>();
        inputs.forEach((name, input) -> longer.put(name, longer(input, 0)));
        return new NetworkSample(longer, labels.map(present -> longer(present, NO_LABEL)));
    }

    private static Activation longer(Activation activation, double value) {
        int[] shape = activation.values().shape();
        int before = activation.values().values().length;
        double[] values = Arrays.copyOf(activation.values().values(), before + before / Math.max(1, shape[0]));
        Arrays.fill(values, before, values.length, value);
        shape[0]++;
        return new Activation(Tensor.of(values, shape), activation.mask().map(NetworkSample::longer));
    }

    private static Mask longer(Mask mask) {
        boolean[][] rows = Arrays.copyOf(mask.toRows(), mask.batch() + 1);
        rows[mask.batch()] = new boolean[mask.time()];
        return Mask.of(rows);
    }
}
