package io.maskwise.model;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adam on ND4J's memory, piece by piece: all that a value needs is done while a processor's cache holds it.
 *
 * <p>Several threads may take a step at the same time, each for other parameters.
 *
 * <p>The plain twin is DL4J's own updater, which goes through all parameters several times. Both are Adam with the
 * epsilon outside the bias correction (Kingma and Ba 2015, section 2, last paragraph).
 */
final class AdamSteps {
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final NativeFloats parameters;
    private final NativeFloats state;
    private final int length;
    /** Of each step since {@link #settled}. */
    private float[] sizes = new float[16];

    private int taken;

    private AdamSteps(Adam rule, INDArray parameters, INDArray state) {
        this.beta1 = (float) rule.getBeta1();
        this.beta2 = (float) rule.getBeta2();
        this.epsilon = (float) rule.getEpsilon();
        this.parameters = new NativeFloats(parameters);
        this.state = new NativeFloats(state);
        this.length = Math.toIntExact(parameters.length());
    }

    /** Steps of an updater, where it is Adam and its arrays can be reached. */
    static Optional<AdamSteps> of(IUpdater rule, INDArray parameters, @Nullable INDArray state) {
        return rule instanceof Adam adam && state != null && NativeFloats.reach(parameters) && NativeFloats.reach(state)
                ? Optional.of(new AdamSteps(adam, parameters, state))
                : Optional.empty();
    }

    /**
     * Begins a step.
     *
     * @param rate the learning rate
     * @param step its number since the updater remembers, from 0
     */
    void begin(double rate, int step) {
        if (taken == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * taken);
        }
        sizes[taken++] =
                (float) (rate * Math.sqrt(1 - Math.pow(beta2, step + 1.0)) / (1 - Math.pow(beta1, step + 1.0)));
    }

    /** How many steps have begun since {@link #settled}. */
    int taken() {
        return taken;
    }

    /** Nobody has to take any of these steps any more. */
    void settled() {
        taken = 0;
    }

    /**
     * Takes the step for some parameters.
     *
     * @param start the place of the first of them
     * @param gradient its first {@code count} values are theirs
     * @param count at most {@link NativeFloats#PIECE}
     */
    void step(int start, float[] gradient, int count) {
        Piece piece = read(start, count);
        change(piece, gradient, count, sizes[taken - 1]);
        write(piece, start, count);
    }

    /** Takes, for some parameters that have no gradient, the steps that began after the first so many. */
    void withoutGradient(int start, int count, int done) {
        Piece piece = read(start, count);
        if (piece.remembersAnything(count)) {
            for (int step = done; step < taken; step++) {
                change(piece, Piece.NO_GRADIENT, count, sizes[step]);
            }
            write(piece, start, count);
        }
    }

    /** What a thread works on: some parameters, and what the updater remembers of them. */
    private static final class Piece {
        private static final float[] NO_GRADIENT = new float[NativeFloats.PIECE];
        private static final ThreadLocal<Piece> OF_THREAD = ThreadLocal.withInitial(Piece::new);

        private final float[] values = new float[NativeFloats.PIECE];
        private final float[] first = new float[NativeFloats.PIECE];
        private final float[] second = new float[NativeFloats.PIECE];

        private Piece() {}

        /** Not even a zero below zero, which a step would change: what nobody ever read stays as it is. */
        boolean remembersAnything(int count) {
            int bits = 0;
            for (int i = 0; i < count; i++) {
                bits |= Float.floatToRawIntBits(first[i]) | Float.floatToRawIntBits(second[i]);
            }
            return bits != 0;
        }
    }

    private Piece read(int start, int count) {
        Piece piece = Piece.OF_THREAD.get();
        parameters.read(start, piece.values, count);
        state.read(start, piece.first, count);
        state.read(length + start, piece.second, count);
        return piece;
    }

    private void write(Piece piece, int start, int count) {
        parameters.write(start, piece.values, count);
        state.write(start, piece.first, count);
        state.write(length + start, piece.second, count);
    }

    private void change(Piece piece, float[] gradient, int count, float size) {
        float[] values = piece.values;
        float[] first = piece.first;
        float[] second = piece.second;
        for (int i = 0; i < count; i++) {
            first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
        }
        for (int i = 0; i < count; i++) {
            second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i];
        }
        for (int i = 0; i < count; i++) {
            values[i] -= size * first[i] / ((float) Math.sqrt(second[i]) + epsilon);
        }
    }
}
