package io.maskwise.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attention over the real steps of a batch: row by row, head by head. */
final class AttentionCore {
    private final AttentionInputs inputs;
    private final int heads;
    private final QueryKeyValue vectors;
    private final List<AttentionHead> parts = new ArrayList<>();

    /** How a layer attends: its score, its number of heads, and what it drops of the weights. */
    record Method(ScoreFunction score, int heads, DropoutFactors dropout) {}

    /**
     * @param vectors of real steps; those of all heads side by side
     */
    AttentionCore(AttentionInputs inputs, QueryKeyValue vectors, Method method) {
        this.inputs = inputs;
        this.heads = method.heads();
        this.vectors = vectors;
        for (int row = 0; row < inputs.queries().batch(); row++) {
            Optional<boolean[]> allowed = inputs.allowed(row);
            int count = inputs.queries().count(row) * inputs.keys().count(row);
            for (int head = 0; head < heads; head++) {
                Optional<double[]> kept = method.dropout().draw(count, row, head);
                parts.add(new AttentionHead(slices(row, head), method.score(), allowed, kept));
            }
        }
    }

    private QueryKeyValue slices(int row, int head) {
        return new QueryKeyValue(
                slice(inputs.queries(), vectors.query(), row, head),
                slice(inputs.keys(), vectors.key(), row, head),
                slice(inputs.keys(), vectors.value(), row, head));
    }

    private Tensor slice(PackedSteps steps, Tensor packed, int row, int head) {
        int width = packed.features() / heads;
        return steps.slice(packed, row, head * width, width);
    }

    private void place(PackedSteps steps, Tensor slice, Tensor packed, int row, int head) {
        steps.place(slice, packed, row, head * packed.features() / heads);
    }

    /** The means of the values at real queries, {@code [queries, features of the value]}. */
    Tensor means() {
        Tensor means = Tensor.zeros(vectors.query().rows(), vectors.value().features());
        for (int i = 0; i < parts.size(); i++) {
            place(inputs.queries(), parts.get(i).means(), means, i / heads, i % heads);
        }
        return means;
    }

    /** Sets a vector of zeros for each real query that may see no key. */
    void clearBlind(Tensor packed) {
        int width = packed.features();
        for (int row = 0; row < inputs.queries().batch(); row++) {
            Tensor weights = parts.get(row * heads).weights();
            for (int query = 0; query < weights.rows(); query++) {
                if (isBlind(weights, query)) {
                    int start = (inputs.queries().start(row) + query) * width;
                    Arrays.fill(packed.values(), start, start + width, 0);
                }
            }
        }
    }

    private static boolean isBlind(Tensor weights, int query) {
        for (int key = 0; key < weights.features(); key++) {
            if (weights.values()[query * weights.features() + key] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The weights before dropout, {@code [batch, heads, queries, keys]}; zero wherever a step is masked. */
    Tensor weights() {
        PackedSteps queries = inputs.queries();
        Tensor padded = Tensor.zeros(
                queries.batch(), heads, queries.time(), inputs.keys().time());
        for (int i = 0; i < parts.size(); i++) {
            double[] weights = parts.get(i).weights().values();
            for (int j = 0; j < weights.length; j++) {
                padded.values()[place(i, j)] = weights[j];
            }
        }
        return padded;
    }

    /** Where a weight of a part stands in the padded tensor of all. */
    private int place(int part, int index) {
        int row = part / heads;
        PackedSteps keys = inputs.keys();
        int query = inputs.queries().step(inputs.queries().start(row) + index / keys.count(row));
        int key = keys.step(keys.start(row) + index % keys.count(row));
        return (part * inputs.queries().time() + query) * keys.time() + key;
    }

    private Tensor ofWeights(Tensor padded, int part) {
        Tensor weights = Tensor.zeros(parts.get(part).weights().shape());
        for (int j = 0; j < weights.values().length; j++) {
            weights.values()[j] = padded.values()[place(part, j)];
        }
        return weights;
    }

    /**
     * The derivatives by the vectors.
     *
     * @param ofMeans the derivative by {@link #means}
     * @param ofWeights the derivative by {@link #weights}, if they are an output
     */
    QueryKeyValue backward(Tensor ofMeans, Optional<Tensor> ofWeights, Map<String, Tensor> gradients) {
        QueryKeyValue sums = new QueryKeyValue(
                Tensor.zeros(vectors.query().shape()),
                Tensor.zeros(vectors.key().shape()),
                Tensor.zeros(vectors.value().shape()));
        for (int i = 0; i < parts.size(); i++) {
            int row = i / heads;
            int head = i % heads;
            int part = i;
            QueryKeyValue one = parts.get(i)
                    .backward(
                            slice(inputs.queries(), ofMeans, row, head),
                            ofWeights.map(padded -> ofWeights(padded, part)),
                            gradients);
            place(inputs.queries(), one.query(), sums.query(), row, head);
            place(inputs.keys(), one.key(), sums.key(), row, head);
            place(inputs.keys(), one.value(), sums.value(), row, head);
        }
        return sums;
    }
}
