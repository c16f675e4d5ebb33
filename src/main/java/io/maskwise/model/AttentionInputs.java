package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an attention layer is given: one sequence for everything; or query and value; or query, value and key, in Keras'
 * order; and after them the attention mask, for a layer that takes one.
 *
 * <p>A key is real where its own mask and its value's say so: the two are one step.
 */
final class AttentionInputs {
    private final List<Activation> inputs;
    private final int sequences;
    private final CausalMask causal;
    private final PackedSteps queries;
    private final PackedSteps keys;

    /**
     * @param rules how the layer reads its inputs
     * @throws IllegalArgumentException if their sizes do not fit
     */
    AttentionInputs(List<Activation> inputs, Rules rules) {
        this.inputs = inputs;
        this.sequences = rules.sequences(inputs.size());
        this.causal = rules.causal();
        checkSizes(rules);
        this.queries = PackedSteps.of(query());
        this.keys = new PackedSteps(key().values().dimension(0), key().values().dimension(1), keyMask());
    }

    /**
     * How a layer reads its inputs.
     *
     * @param layer the layer's name, for errors
     * @param causal which keys a query may see
     * @param attentionMask whether the last input says for each query and key whether it may be seen
     */
    record Rules(String layer, CausalMask causal, boolean attentionMask) {
        /** How many of the inputs are sequences. */
        int sequences(int count) {
            int sequences = attentionMask ? count - 1 : count;
            if (sequences < 1 || sequences > 3) {
                throw refused(
                        count + " inputs",
                        "one sequence; or query and value; or query, value and key"
                                + (attentionMask ? "; and an attention mask" : ""));
            }
            return sequences;
        }

        /** @throws IllegalArgumentException if these are not shapes of attention's inputs */
        void check(List<Shape> shapes) {
            int sequences = sequences(shapes.size());
            for (int i = 0; i < shapes.size(); i++) {
                if (!shapes.get(i).isSequence()) {
                    throw refused(
                            shapes.get(i),
                            i < sequences ? "(batch, time, features)" : "an attention mask (batch, time, time)");
                }
            }
        }

        /** The features of query, key and value. */
        int[] features(List<Shape> shapes) {
            check(shapes);
            int sequences = sequences(shapes.size());
            int value = shapes.get(Math.min(1, sequences - 1)).features();
            return new int[] {
                shapes.get(0).features(), shapes.get(sequences - 1).features(), value
            };
        }

        IllegalArgumentException refused(Object found, String wanted) {
            return new IllegalArgumentException(
                    "Invalid input of " + layer + ": " + found + " (must be " + wanted + ")");
        }
    }

    private void checkSizes(Rules rules) {
        int[] value = value().values().shape();
        int[] key = key().values().shape();
        for (Activation sequence : inputs.subList(0, sequences)) {
            if (sequence.values().rank() != 3 || sequence.values().dimension(0) != value[0]) {
                throw rules.refused(sequence.values(), "[batch, time, features], one batch for all of " + inputs());
            }
        }
        if (value[1] != key[1]) {
            throw rules.refused("key " + Arrays.toString(key), "as many steps as the value, " + Arrays.toString(value));
        }
        if (attentionMask().isPresent()) {
            int[] wanted = {value[0], query().values().dimension(1), value[1]};
            if (!Arrays.equals(attentionMask().get().shape(), wanted)) {
                throw rules.refused(
                        "attention mask "
                                + Arrays.toString(attentionMask().get().shape()),
                        Arrays.toString(wanted) + ": batch, queries, keys");
            }
        }
    }

    private List<Tensor> inputs() {
        return inputs.stream().map(Activation::values).toList();
    }

    Activation query() {
        return inputs.get(0);
    }

    Activation value() {
        return inputs.get(Math.min(1, sequences - 1));
    }

    Activation key() {
        return inputs.get(sequences - 1);
    }

    private Optional<Tensor> attentionMask() {
        return inputs.size() > sequences ? Optional.of(inputs.get(sequences).values()) : Optional.empty();
    }

    private Optional<Mask> keyMask() {
        Optional<Mask> ofKey = key().mask();
        Optional<Mask> ofValue = value().mask();
        if (ofKey.isEmpty() || ofValue.isEmpty() || ofKey.equals(ofValue)) {
            return ofKey.or(() -> ofValue);
        }
        boolean[][] both = ofKey.get().toRows();
        for (int row = 0; row < both.length; row++) {
            for (int step = 0; step < both[row].length; step++) {
                both[row][step] &= ofValue.get().isReal(row, step);
            }
        }
        return Optional.of(Mask.of(both));
    }

    /** The real steps of the query. */
    PackedSteps queries() {
        return queries;
    }

    /** The steps at which key and value are real. */
    PackedSteps keys() {
        return keys;
    }

    /** The vectors of real steps. */
    QueryKeyValue packed() {
        return new QueryKeyValue(
                queries.pack(query().values()), keys.pack(key().values()), keys.pack(value().values()));
    }

    /** For each real query and key of a row, whether it may be seen; absent where all may. */
    Optional<boolean[]> allowed(int row) {
        Optional<Tensor> attentionMask = attentionMask();
        if (causal == CausalMask.NONE && attentionMask.isEmpty()) {
            return Optional.empty();
        }
        int width = keys.count(row);
        boolean[] allowed = new boolean[queries.count(row) * width];
        for (int query = 0; query < queries.count(row); query++) {
            for (int key = 0; key < width; key++) {
                allowed[query * width + key] = follows(row, query, key)
                        && (attentionMask.isEmpty() || isSet(attentionMask.get(), row, query, key));
            }
        }
        return Optional.of(allowed);
    }

    private boolean follows(int row, int query, int key) {
        return switch (causal) {
            case NONE -> true;
            case ORDER -> query >= key;
            case PLACES -> queries.step(queries.start(row) + query) >= keys.step(keys.start(row) + key);
        };
    }

    private boolean isSet(Tensor attentionMask, int row, int query, int key) {
        int queryStep = queries.step(queries.start(row) + query);
        int keyStep = keys.step(keys.start(row) + key);
        return attentionMask.values()[(row * queries.time() + queryStep) * keys.time() + keyStep] != 0;
    }

    /** The derivatives by the inputs in their order, given those by the vectors of real steps. */
    List<Tensor> gradients(QueryKeyValue packed) {
        List<Tensor> gradients = new ArrayList<>();
        gradients.add(queries.unpack(packed.query()));
        Tensor ofKey = keys.unpack(packed.key());
        Tensor ofValue = keys.unpack(packed.value());
        if (sequences > 1) {
            gradients.add(ofValue);
        } else {
            add(gradients.get(0), ofValue);
        }
        if (sequences > 2) {
            gradients.add(ofKey);
        } else {
            add(gradients.get(sequences - 1), ofKey);
        }
        attentionMask().ifPresent(mask -> gradients.add(Tensor.zeros(mask.shape())));
        return gradients;
    }

    private static void add(Tensor sum, Tensor other) {
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] += other.values()[i];
        }
    }
}
