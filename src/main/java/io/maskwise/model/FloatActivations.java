package io.maskwise.model;

/** Functions of each number in single precision, and the way back; {@link ActivationFunction} is the plain twin. */
final class FloatActivations {
    private FloatActivations() {}

    /** Writes the function of so many numbers. */
    static void values(ActivationFunction function, float[] input, float[] output, int count) {
        if (function == ActivationFunction.GELU) {
            FloatGelu.values(input, output, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            output[i] = (float) function.value(input[i]);
        }
    }

    /** Turns the derivative by the values into that by so many numbers, in place. */
    static void backward(ActivationFunction function, float[] input, float[] gradient, int count) {
        if (function == ActivationFunction.GELU) {
            FloatGelu.backward(input, gradient, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            gradient[i] *= (float) function.derivative(input[i], function.value(input[i]));
        }
    }
}
