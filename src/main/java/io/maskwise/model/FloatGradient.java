package io.maskwise.model;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a parameter in ND4J's memory.
 *
 * <p>If nobody but one product adds to it, it is in single precision alone, as the product wrote it. Who else adds to it
 * does so in double, and that is rounded when a step is taken.
 */
final class FloatGradient extends FloatTensor {
    private double @Nullable [] sum;
    private boolean isWritten;
    private boolean isSummed;

    FloatGradient(FloatMatrix memory, int start, int length) {
        super(memory, start, length);
    }

    /** Gives the memory to the first that adds to the gradient, which must write all of it; nothing to others. */
    private Optional<FloatBlock> claim(int columns) {
        if (isWritten || isSummed) {
            return Optional.empty();
        }
        isWritten = true;
        return Optional.of(block(columns));
    }

    @Override
    public double[] values() {
        double[] known = sum;
        if (known == null) {
            known = new double[length()];
            sum = known;
        }
        if (isWritten) {
            memory().addTo(start(), known);
            isWritten = false;
        }
        isSummed = true;
        return known;
    }

    /** Fills the first places of a piece with values from a place on, in single precision. */
    void read(int at, float[] piece, int count) {
        double[] known = sum;
        if (isSummed && known != null) {
            for (int i = 0; i < count; i++) {
                piece[i] = (float) known[at + i];
            }
        } else if (isWritten) {
            memory().get(start() + at, piece, 0, count);
        } else {
            Arrays.fill(piece, 0, count, 0);
        }
    }

    /** Sees to it that the memory holds the gradient. */
    void write() {
        if (!isWritten) {
            memory().put(start(), values());
        }
    }

    void clear() {
        if (isSummed && sum != null) {
            Arrays.fill(sum, 0);
        }
        isSummed = false;
        isWritten = false;
    }

    /**
     * Adds {@code a[k, m]' b[k, n]} to a gradient, in its memory where it can.
     *
     * @param b several matrices of {@code k} rows, one after the other, whose columns are those of the gradient in turn
     * @param n the columns of each
     * @param room for the product where it cannot
     */
    static void add(Tensor gradient, FloatMatrix a, FloatMatrix b, int m, int n, int k, FloatMatrix room) {
        int columns = gradient.length() / m;
        Optional<FloatBlock> claimed = of(gradient, FloatGradient.class).flatMap(single -> single.claim(columns));
        FloatBlock product = claimed.orElseGet(() -> new FloatBlock(room.reserve(m * columns), 0, columns));
        for (int column = 0; column < columns; column += n) {
            FloatBlock right = new FloatBlock(b, column * k, n);
            FloatMatrix.productOfTransposed(product.from(column), 1, new FloatBlock(a, 0, m), right, m, n, k);
        }
        if (claimed.isEmpty()) {
            room.addTo(0, gradient.values());
        }
    }
}
