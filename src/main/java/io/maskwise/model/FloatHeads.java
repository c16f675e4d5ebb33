package io.maskwise.model;

import java.util.Optional;

/**
 * Attention of several heads in single precision, over vectors side by side; {@link AttentionCore} is the plain twin.
 *
 * <p>Each row attends to itself, real steps to real steps. Query, key and value of a head are columns of the matrices that
 * hold those of all: nothing is copied but weights, once for each row.
 */
final class FloatHeads {
    /** What an array of Java holds, whatever its length is rounded up to. */
    private static final int MOST_WEIGHTS = 1 << 30;

    private final PackedSteps steps;
    private final int heads;
    private final int features;
    private final int width;
    private final float factor;
    private final FloatEncoderScratch scratch;
    private final FloatArrays arrays;
    private final int[] starts;
    /** Softmax of the scores: row after row, in each head after head, in each query after query. */
    private final float[] weights;
    /** What dropout multiplies the weights with; empty where it drops nothing. */
    private final float[] kept;

    /** Of vectors that stand in the scratch, or will. */
    FloatHeads(PackedSteps steps, int heads, int features, DropoutFactors dropout, FloatArrays arrays) {
        this.steps = steps;
        this.heads = heads;
        this.features = features;
        this.width = features / heads;
        this.factor = (float) (1 / Math.sqrt(width));
        this.scratch = FloatEncoderScratch.ofThread();
        this.arrays = arrays;
        this.starts = starts();
        this.weights = arrays.take(starts[steps.batch()]);
        this.kept = kept(dropout);
    }

    private int[] starts() {
        int[] found = new int[steps.batch() + 1];
        int longest = 0;
        for (int row = 0; row < steps.batch(); row++) {
            long length = (long) heads * steps.count(row) * steps.count(row);
            requireRoom(found[row] + length);
            found[row + 1] = found[row] + (int) length;
            longest = Math.max(longest, (int) length);
        }
        scratch.weights().reserve(longest);
        scratch.ofWeights().reserve(longest);
        return found;
    }

    private void requireRoom(long length) {
        if (length > MOST_WEIGHTS) {
            throw new IllegalArgumentException("Cannot attend: the " + heads + " heads of " + steps.batch()
                    + " rows of up to " + steps.time() + " steps have more than " + MOST_WEIGHTS
                    + " weights (must be fewer: batch fewer rows, or cut them)");
        }
    }

    private float[] kept(DropoutFactors dropout) {
        float[] all = new float[dropout.drops() ? starts[steps.batch()] : 0];
        if (all.length > 0) {
            for (int row = 0; row < steps.batch(); row++) {
                int length = steps.count(row) * steps.count(row);
                for (int head = 0; head < heads; head++) {
                    int start = starts[row] + head * length;
                    Optional<double[]> factors = dropout.draw(length, row, head);
                    for (int i = 0; i < length; i++) {
                        all[start + i] = (float) factors.orElseThrow()[i];
                    }
                }
            }
        }
        return all;
    }

    /** Puts the means of the values into the scratch's context. */
    void forward() {
        for (int row = 0; row < steps.batch(); row++) {
            int count = steps.count(row);
            for (int head = 0; head < heads; head++) {
                FloatMatrix.productWithTransposed(
                        ofWeights(scratch.weights(), row, head),
                        factor,
                        block(scratch.query(), row, head),
                        block(scratch.key(), row, head),
                        count,
                        count,
                        width);
            }
            scratch.weights().get(0, weights, starts[row], length(row));
            FloatSoftmax.normalise(weights, starts[row], heads * count, count);
            putDropped(row);
            for (int head = 0; head < heads; head++) {
                FloatMatrix.product(
                        block(scratch.context(), row, head),
                        1,
                        ofWeights(scratch.weights(), row, head),
                        block(scratch.value(), row, head),
                        count,
                        width,
                        count);
            }
        }
    }

    private int length(int row) {
        return starts[row + 1] - starts[row];
    }

    /** A head's columns of a row's vectors. */
    private FloatBlock block(FloatMatrix vectors, int row, int head) {
        return new FloatBlock(vectors, steps.start(row) * features + head * width, features);
    }

    /** A head's weights, of which those of one row are there. */
    private FloatBlock ofWeights(FloatMatrix matrix, int row, int head) {
        int count = steps.count(row);
        return new FloatBlock(matrix, head * count * count, count);
    }

    private void putDropped(int row) {
        int length = length(row);
        if (kept.length == 0) {
            scratch.weights().put(0, weights, starts[row], length);
            return;
        }
        float[] dropped = arrays.take(length);
        for (int i = 0; i < length; i++) {
            dropped[i] = weights[starts[row] + i] * kept[starts[row] + i];
        }
        scratch.weights().put(0, dropped, 0, length);
        arrays.giveBack(dropped);
    }

    /**
     * The way back, which may be gone once: from the derivative by the context to those by queries, keys and values, all of
     * them in the scratch.
     */
    void backward() {
        for (int row = 0; row < steps.batch(); row++) {
            putDropped(row);
            for (int head = 0; head < heads; head++) {
                backThroughMeans(row, head);
            }
            backThroughSoftmax(row);
            for (int head = 0; head < heads; head++) {
                backThroughScores(row, head);
            }
        }
        arrays.giveBack(weights);
    }

    private void backThroughMeans(int row, int head) {
        int count = steps.count(row);
        FloatBlock upstream = block(scratch.ofContext(), row, head);
        FloatMatrix.productOfTransposed(
                block(scratch.ofValue(), row, head),
                1,
                ofWeights(scratch.weights(), row, head),
                upstream,
                count,
                width,
                count);
        FloatMatrix.productWithTransposed(
                ofWeights(scratch.ofWeights(), row, head),
                1,
                upstream,
                block(scratch.value(), row, head),
                count,
                count,
                width);
    }

    private void backThroughSoftmax(int row) {
        int length = length(row);
        float[] gradient = arrays.take(length);
        scratch.ofWeights().get(0, gradient, 0, length);
        if (kept.length > 0) {
            for (int i = 0; i < length; i++) {
                gradient[i] *= kept[starts[row] + i];
            }
        }
        FloatSoftmax.backward(weights, starts[row], gradient, heads * steps.count(row), steps.count(row));
        scratch.ofWeights().put(0, gradient, 0, length);
        arrays.giveBack(gradient);
    }

    private void backThroughScores(int row, int head) {
        int count = steps.count(row);
        FloatBlock upstream = ofWeights(scratch.ofWeights(), row, head);
        FloatMatrix.product(
                block(scratch.ofQuery(), row, head),
                factor,
                upstream,
                block(scratch.key(), row, head),
                count,
                width,
                count);
        FloatMatrix.productOfTransposed(
                block(scratch.ofKey(), row, head),
                factor,
                upstream,
                block(scratch.query(), row, head),
                count,
                width,
                count);
    }
}
