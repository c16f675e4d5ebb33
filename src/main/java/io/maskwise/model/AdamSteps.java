package io.maskwise.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adam on ND4J's memory, piece by piece: all that a value needs is done while a processor's cache holds it.
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
    private final float[] values = new float[NativeFloats.PIECE];
    private final float[] first = new float[NativeFloats.PIECE];
    private final float[] second = new float[NativeFloats.PIECE];
    private float size;

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
        size = (float) (rate * Math.sqrt(1 - Math.pow(beta2, step + 1.0)) / (1 - Math.pow(beta1, step + 1.0)));
    }

    /**
     * Takes the step for some parameters.
     *
     * @param start the place of the first of them
     * @param gradient its first {@code count} values are theirs
     * @param count at most {@link NativeFloats#PIECE}
     * @return an array that begins with the parameters as they are now, until the next call
     */
    float[] step(int start, float[] gradient, int count) {
        parameters.read(start, values, count);
        state.read(start, first, count);
        state.read(length + start, second, count);
        for (int i = 0; i < count; i++) {
            first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
        }
        for (int i = 0; i < count; i++) {
            second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i];
        }
        for (int i = 0; i < count; i++) {
            values[i] -= size * first[i] / ((float) Math.sqrt(second[i]) + epsilon);
        }
        parameters.write(start, values, count);
        state.write(start, first, count);
        state.write(length + start, second, count);
        return values;
    }
}
