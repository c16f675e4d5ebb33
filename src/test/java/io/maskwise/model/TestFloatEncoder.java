package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The encoder block in single precision against its plain twin, and law L1 for it. */
final class TestFloatEncoder {
    private static final double TOLERANCE = 1e-5;
    private static final int BATCH = 5;
    private static final int TIME = 7;
    private static final int FEATURES = 12;

    static Stream<Arguments> cases() {
        return Stream.of(
                        new EncoderBlock(1, 5),
                        new EncoderBlock(3, 17),
                        new EncoderBlock(4, 8, ActivationFunction.RELU, 0, 1e-3),
                        new EncoderBlock(2, 9, ActivationFunction.GELU, 0.3, 1e-5))
                .flatMap(block -> LongStream.rangeClosed(1, 3).mapToObj(seed -> Arguments.of(block, seed)));
    }

    private static Activation sequence(long seed, Optional<Mask> mask) {
        return new Activation(PrecisionTwins.random(new Random(seed), BATCH, TIME, FEATURES), mask);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void isItsTwin(EncoderBlock block, long seed) {
        BuiltLayer built = BuiltLayer.build(block, seed, Shape.sequence(FEATURES));
        for (Optional<Mask> mask : PrecisionTwins.masks(BATCH, TIME, new Random(seed))) {
            List<Activation> inputs = List.of(sequence(seed, mask));
            for (Call call : List.of(Call.inference(), Call.training(seed))) {
                PrecisionTwins.assertSame(built, inputs, call, seed, TOLERANCE);
            }
        }
    }

    @Test
    void isTakenInSinglePrecisionOnly() {
        assertThat(pass(ActivationFunction.GELU, Precision.FLOAT)).isInstanceOf(FloatEncoderPass.class);
        assertThat(pass(ActivationFunction.GELU, Precision.DOUBLE)).isInstanceOf(EncoderPass.class);
        assertThat(pass(ActivationFunction.SOFTMAX, Precision.FLOAT)).isInstanceOf(EncoderPass.class);
    }

    private static LayerPass pass(ActivationFunction activation, Precision precision) {
        EncoderBlock block = new EncoderBlock(2, 5, activation, 0, 1e-5);
        BuiltLayer built = BuiltLayer.build(block, 1, Shape.sequence(FEATURES));
        return block.forward(
                List.of(sequence(1, Optional.empty())),
                built.parameters(),
                Call.inference().in(precision));
    }

    @Test
    void goesBackOnce() {
        LayerPass pass = pass(ActivationFunction.GELU, Precision.FLOAT);
        Map<String, Tensor> gradients = new java.util.LinkedHashMap<>();
        for (Parameter parameter : new EncoderBlock(2, 5).parameters(List.of(Shape.sequence(FEATURES)))) {
            gradients.put(parameter.name(), Tensor.zeros(parameter.axes()));
        }
        Tensor upstream = Tensor.zeros(BATCH, TIME, FEATURES);
        pass.backward(upstream, gradients);
        assertThatThrownBy(() -> pass.backward(upstream, gradients))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot go backward twice: what forward left was given back");
    }
}
