package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Kernels beside their slow twins, which tests hold them to: {@code jobs/benchmark kernels} runs it.
 *
 * <p>Sizes are those of the peers' models with a batch of 32 rows of like length.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-XX:MaxNewSize=256m"})
public class KernelBenchmark {
    private static final int ROWS = 32;
    private static final int NUMBERS = 32 * 10 * 256;

    /** Which of the two. */
    public enum Way {
        /** The kernel. */
        FAST,
        /** Its twin. */
        TWIN
    }

    /** Which of the two is measured. */
    @Param
    public Way way = Way.FAST;

    private final Random random = new Random(1);
    private final LayerRun lstm = new LayerRun(Lstm.of(128, RecurrentOutput.SEQUENCE), 16, 100);
    private final LayerRun encoder = new LayerRun(new EncoderBlock(4, 256), 10, 128);
    private final float[] numbers = new float[NUMBERS];
    private final float[] values = new float[NUMBERS];
    private final double[] wide = new double[NUMBERS];
    private final INDArray parameters = Nd4j.rand(DataType.FLOAT, 1, NUMBERS);
    private final INDArray updaterState = Nd4j.zeros(DataType.FLOAT, 1, 2 * NUMBERS);
    private final GradientUpdater<?> updater = new Adam(1e-3).instantiate(updaterState, false);
    private final AdamSteps steps =
            AdamSteps.of(new Adam(1e-3), parameters, updaterState).orElseThrow();
    private final float[] piece = new float[NativeFloats.PIECE];

    /** Numbers as gates and activations see them. */
    @Setup
    public void draw() {
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = (float) random.nextGaussian();
            wide[i] = numbers[i];
        }
        for (int i = 0; i < piece.length; i++) {
            piece[i] = (float) random.nextGaussian();
        }
    }

    /** A layer with its inputs, to be gone through and back. */
    private static final class LayerRun {
        private final BuiltLayer layer;
        private final BuiltLayer inMemory;
        private final List<Activation> inputs;
        private final Map<String, Tensor> gradients = new LinkedHashMap<>();
        private final Map<String, Tensor> gradientsInMemory;
        private final Tensor upstream;

        LayerRun(Layer layer, int time, int features) {
            this.layer = BuiltLayer.build(layer, 1, Shape.sequence(features));
            boolean[][] real = new boolean[ROWS][time];
            for (int row = 0; row < ROWS; row++) {
                for (int step = 0; step < time - row % 2; step++) {
                    real[row][step] = true;
                }
            }
            Random random = new Random(1);
            this.inputs = List.of(
                    new Activation(PrecisionTwins.random(random, ROWS, time, features), Optional.of(Mask.of(real))));
            this.layer.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
            this.inMemory = this.layer.withParameters(TestFloatTensors.parameters(this.layer.parameters()));
            this.gradientsInMemory = TestFloatTensors.gradients(this.layer.parameters());
            int[] shape = this.layer.call(inputs.get(0)).values().shape();
            this.upstream = PrecisionTwins.random(random, shape);
        }

        Object thereAndBack(Way way) {
            return way == Way.FAST ? inMemory() : onHeap();
        }

        /** As in a network of single precision, whose step clears the gradients. */
        private Object inMemory() {
            LayerPass pass = inMemory.layer()
                    .forward(inputs, inMemory.parameters(), Call.training(1).in(Precision.FLOAT));
            List<Tensor> downstream = pass.backward(new ArrayList<>(List.of(upstream)), gradientsInMemory);
            gradientsInMemory
                    .values()
                    .forEach(gradient -> FloatTensor.of(gradient, FloatGradient.class)
                            .orElseThrow()
                            .clear());
            return downstream;
        }

        private Object onHeap() {
            LayerPass pass = layer.layer()
                    .forward(inputs, layer.parameters(), Call.training(1).in(Precision.DOUBLE));
            return pass.backward(new ArrayList<>(List.of(upstream)), gradients);
        }
    }

    /** An LSTM of 128 units on 16 steps of 100 features, forward and back. */
    @Benchmark
    public Object lstm() {
        return lstm.thereAndBack(way);
    }

    /** An encoder block of 4 heads on 10 steps of 128 features, forward and back. */
    @Benchmark
    public Object encoderBlock() {
        return encoder.thereAndBack(way);
    }

    /** The hyperbolic tangent of 81,920 numbers. */
    @Benchmark
    public Object tanh() {
        if (way == Way.FAST) {
            System.arraycopy(numbers, 0, values, 0, NUMBERS);
            FloatGates.tanh(values, 0, NUMBERS);
            return values;
        }
        double[] found = new double[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            found[i] = GateFunction.TANH.apply(wide[i]);
        }
        return found;
    }

    /** The GELU of 81,920 numbers. */
    @Benchmark
    public Object gelu() {
        if (way == Way.FAST) {
            FloatGelu.values(numbers, values, NUMBERS);
            return values;
        }
        return ActivationFunction.GELU.apply(Tensor.of(wide, NUMBERS));
    }

    /** The softmax of 8,192 rows of 10 numbers. */
    @Benchmark
    public Object softmax() {
        if (way == Way.FAST) {
            System.arraycopy(numbers, 0, values, 0, NUMBERS);
            FloatSoftmax.normalise(values, 0, NUMBERS / 10, 10);
            return values;
        }
        double[] found = wide.clone();
        for (int row = 0; row < NUMBERS / 10; row++) {
            SoftmaxRows.normalise(found, 10 * row, 10);
        }
        return found;
    }

    /** A step of Adam for 81,920 parameters, beside DL4J's own. */
    @Benchmark
    public Object adam() {
        if (way == Way.FAST) {
            steps.begin(1e-3, 10);
            for (int start = 0; start < NUMBERS; start += piece.length) {
                steps.step(start, piece, piece.length);
            }
            steps.settled();
            return steps;
        }
        INDArray gradient = Nd4j.createFromArray(numbers).reshape(1, NUMBERS);
        updater.applyUpdater(gradient, 10, 0);
        return parameters.subi(gradient);
    }
}
