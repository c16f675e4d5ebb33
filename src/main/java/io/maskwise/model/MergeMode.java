package io.maskwise.model;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** How {@link Bidirectional} merges the outputs of its two ways; Keras' {@code merge_mode}. */
public enum MergeMode {
    /** Side by side, [forward, backward]: twice as many features. */
    CONCAT {
        @Override
        List<Tensor> outputs(Tensor ahead, Tensor back) {
            int[] shape = ahead.shape();
            shape[shape.length - 1] = 2 * ahead.features();
            Optional<float[]> singleAhead = FloatValues.of(ahead);
            Optional<float[]> singleBack = FloatValues.of(back);
            if (singleAhead.isPresent() && singleBack.isPresent()) {
                float[] joined = new float[Math.multiplyExact(2, ahead.length())];
                Tensor single = FloatValues.tensor(joined, shape);
                left(single).put(joined, singleAhead.get(), ahead.rows());
                right(single).put(joined, singleBack.get(), ahead.rows());
                return List.of(single);
            }
            Tensor joined = Tensor.zeros(shape);
            left(joined).put(joined.values(), ahead.values(), ahead.rows());
            right(joined).put(joined.values(), back.values(), ahead.rows());
            return List.of(joined);
        }

        @Override
        List<Tensor> gradients(List<Tensor> upstream, Tensor ahead, Tensor back) {
            Tensor joined = upstream.get(0);
            return List.of(part(joined, left(joined), ahead), part(joined, right(joined), back));
        }
    },
    /** Added. */
    SUM {
        @Override
        List<Tensor> outputs(Tensor ahead, Tensor back) {
            return List.of(combined(ahead, back, (one, other) -> one + other));
        }

        @Override
        List<Tensor> gradients(List<Tensor> upstream, Tensor ahead, Tensor back) {
            return List.of(upstream.get(0), upstream.get(0));
        }
    },
    /** The mean of both. */
    AVERAGE {
        @Override
        List<Tensor> outputs(Tensor ahead, Tensor back) {
            return List.of(combined(ahead, back, (one, other) -> (one + other) / 2));
        }

        @Override
        List<Tensor> gradients(List<Tensor> upstream, Tensor ahead, Tensor back) {
            Tensor half = combined(upstream.get(0), upstream.get(0), (gradient, same) -> gradient / 2);
            return List.of(half, half);
        }
    },
    /** Multiplied. */
    MULTIPLY {
        @Override
        List<Tensor> outputs(Tensor ahead, Tensor back) {
            return List.of(combined(ahead, back, (one, other) -> one * other));
        }

        @Override
        List<Tensor> gradients(List<Tensor> upstream, Tensor ahead, Tensor back) {
            DoubleBinaryOperator product = (gradient, other) -> gradient * other;
            return List.of(combined(upstream.get(0), back, product), combined(upstream.get(0), ahead, product));
        }
    },
    /** Not at all: two outputs, forward and backward; Keras' {@code None}. */
    NONE {
        @Override
        List<Tensor> outputs(Tensor ahead, Tensor back) {
            return List.of(ahead, back);
        }

        @Override
        List<Tensor> gradients(List<Tensor> upstream, Tensor ahead, Tensor back) {
            return List.of(upstream.get(0), upstream.get(1));
        }
    };

    /** What comes out, in {@link #outputCount} tensors. */
    abstract List<Tensor> outputs(Tensor ahead, Tensor back);

    /** The gradients of both ways, given those of what came out; they are read only. */
    abstract List<Tensor> gradients(List<Tensor> upstream, Tensor ahead, Tensor back);

    /** The number of outputs. */
    int outputCount() {
        return this == NONE ? 2 : 1;
    }

    /** The number of an output's features, for so many units each way. */
    int features(int units) {
        return this == CONCAT ? 2 * units : units;
    }

    private static ColumnBlock left(Tensor joined) {
        return new ColumnBlock(0, joined.features() / 2, joined.features());
    }

    private static ColumnBlock right(Tensor joined) {
        return new ColumnBlock(joined.features() / 2, joined.features() / 2, joined.features());
    }

    /**
     * The columns of one way, of the derivative by both side by side. A way that gives floats, as {@link FloatLstmPass}
     * does, rounds what comes back before all else: it is rounded here.
     */
    private static Tensor part(Tensor joined, ColumnBlock columns, Tensor way) {
        return FloatValues.of(way).isPresent()
                ? FloatValues.tensor(columns.rounded(joined.values()), way.shape())
                : Tensor.of(columns.of(joined.values()), way.shape());
    }

    private static Tensor combined(Tensor one, Tensor other, DoubleBinaryOperator operator) {
        Tensor combined = Tensor.zeros(one.shape());
        for (int i = 0; i < combined.values().length; i++) {
            combined.values()[i] = operator.applyAsDouble(one.values()[i], other.values()[i]);
        }
        return combined;
    }
}
