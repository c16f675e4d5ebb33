package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws L1, L3 and L8 for every layer that carries a mask or pools. */
final class TestCarrierLaws {
    static Stream<Arguments> ofOneMask() {
        return seeded(CarrierSamples.all().stream());
    }

    /** Steps of several sequences are put together place by place: only what is under the masks may be exchanged. */
    static Stream<Arguments> ofDifferentMasks() {
        return seeded(Stream.concat(
                CarrierSamples.merges().stream().map(LayerSample::whereStepsStand),
                CarrierSamples.concatenations().stream()
                        .map(sample -> sample.layer().equals(new Concatenate()) ? sample.whereStepsStand() : sample)));
    }

    /** What is drawn depends on the row, so that rows alone would not get the same: one row only. */
    static Stream<Arguments> inTraining() {
        return Stream.of(1L, 2L, 3L)
                .flatMap(seed ->
                        CarrierSamples.all().stream().map(sample -> Arguments.of(sample.inTraining(seed), seed)));
    }

    private static Stream<Arguments> seeded(Stream<LayerSample> samples) {
        return samples.flatMap(sample -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(sample, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("ofOneMask")
    void keepTheLaws(LayerSample sample, long seed) {
        assertThat(LayerCheck.check(sample.built(seed), sample.inputs(seed), seed))
                .hasSize(3)
                .allMatch(LawResult::holds);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("ofDifferentMasks")
    void keepTheLawsWhereMasksDiffer(LayerSample sample, long seed) {
        assertThat(LayerCheck.check(sample.built(seed), sample.inputsOfDifferentMasks(seed), seed))
                .hasSize(3)
                .allMatch(LawResult::holds);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("inTraining")
    void keepTheLawsInTraining(LayerSample sample, long seed) {
        List<Activation> row = sample.inputs(seed).stream()
                .map(input -> rowAlone(input, new Random(seed).nextInt(LayerSample.BATCH)))
                .toList();
        assertThat(LayerCheck.check(sample.built(seed), row, seed)).hasSize(3).allMatch(LawResult::holds);
    }

    private static Activation rowAlone(Activation input, int row) {
        int[] shape = input.values().shape();
        int size = input.values().values().length / shape[0];
        shape[0] = 1;
        double[] values = Arrays.copyOfRange(input.values().values(), row * size, (row + 1) * size);
        return new Activation(
                Tensor.of(values, shape), input.mask().map(mask -> Mask.of(new boolean[][] {mask.toRows()[row]})));
    }

    /** Not to a tolerance but to the bit, at masked steps of the output too. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("ofOneMask")
    void neverSeeWhatStandsUnderTheMask(LayerSample sample, long seed) {
        double[] clean = numbers(sample, sample.inputs(seed), seed);
        assertThat(Arrays.stream(clean).allMatch(Double::isFinite)).isTrue();
        for (double poison : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e300}) {
            List<Activation> poisoned = sample.inputs(seed);
            poisoned.forEach(input -> Steps.fillMasked(input.values(), input.mask(), poison));
            assertThat(numbers(sample, poisoned, seed)).containsExactly(clean);
        }
    }

    /** Outputs, input gradients and parameter gradients of one pass, in a row. */
    private static double[] numbers(LayerSample sample, List<Activation> inputs, long seed) {
        BuiltLayer built = sample.built(seed);
        LayerPass pass = built.forward(Call.training(seed), inputs.toArray(Activation[]::new));
        assertThat(pass.output().mask()).isEqualTo(built.computeMask(inputs.toArray(Activation[]::new)));
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        built.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
        Tensor output = pass.output().values();
        double[] upstream =
                new Random(seed).doubles(output.values().length, -1, 1).toArray();
        List<Tensor> numbers = new ArrayList<>(List.of(output));
        numbers.addAll(pass.backward(Tensor.of(upstream, output.shape()), gradients));
        numbers.addAll(gradients.values());
        return numbers.stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
                .toArray();
    }

    /** One mask, a mask for each, and a mask for the first input only. */
    static Stream<Arguments> ofAllMasks() {
        return seeded(CarrierSamples.all().stream()).flatMap(arguments -> {
            LayerSample sample = (LayerSample) arguments.get()[0];
            long seed = (Long) arguments.get()[1];
            List<Activation> partly = new ArrayList<>(sample.inputs(seed));
            for (int i = 1; i < partly.size(); i++) {
                partly.set(i, Activation.unmasked(partly.get(i).values()));
            }
            return Stream.of(
                    Arguments.of(sample, seed, "one mask", sample.inputs(seed)),
                    Arguments.of(sample, seed, "different masks", sample.inputsOfDifferentMasks(seed)),
                    Arguments.of(sample, seed, "one input masked", partly));
        });
    }

    /** Law L3 to the letter: of all outputs and by all inputs, at masked steps too. */
    @ParameterizedTest(name = "{0}, seed {1}, {2}")
    @MethodSource("ofAllMasks")
    void giveTrueGradientsAtMaskedStepsToo(LayerSample sample, long seed, String masks, List<Activation> inputs) {
        BuiltLayer built = sample.built(seed);
        Random random = new Random(seed);
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        built.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
        LayerPass pass = built.forward(Call.training(seed), inputs.toArray(Activation[]::new));
        Tensor output = pass.output().values();
        Tensor upstream =
                Tensor.of(random.doubles(output.values().length, -1, 1).toArray(), output.shape());
        List<Tensor> computed = pass.backward(upstream, gradients);
        for (int i = 0; i < inputs.size(); i++) {
            double[] values = inputs.get(i).values().values();
            for (int place : random.ints(20, 0, values.length).toArray()) {
                double before = values[place];
                values[place] = before + 1e-5;
                double above = objective(built, inputs, upstream, seed);
                values[place] = before - 1e-5;
                double below = objective(built, inputs, upstream, seed);
                values[place] = before;
                assertThat(computed.get(i).values()[place])
                        .as("input %s, place %s, %s", i, place, masks)
                        .isCloseTo((above - below) / 2e-5, within(1e-7));
            }
        }
    }

    private static double objective(BuiltLayer built, List<Activation> inputs, Tensor upstream, long seed) {
        Tensor output = built.forward(Call.training(seed), inputs.toArray(Activation[]::new))
                .output()
                .values();
        double sum = 0;
        for (int i = 0; i < output.values().length; i++) {
            sum += output.values()[i] * upstream.values()[i];
        }
        return sum;
    }

    /** What a layer says before there are values is what it does. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("ofOneMask")
    void sayBeforehandWhatComesOut(LayerSample sample, long seed) {
        List<Activation> inputs = sample.inputs(seed);
        Activation output = sample.built(seed).call(inputs.toArray(Activation[]::new));
        List<Boolean> masked =
                inputs.stream().map(input -> input.mask().isPresent()).toList();
        assertThat(sample.layer().outputsMasked(masked))
                .containsExactly(output.mask().isPresent());
        List<Integer> axes = sample.layer().outputShape(sample.shapes()).axes();
        assertThat(output.values().rank()).isEqualTo(axes.size() + 1);
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axes.get(axis) != Shape.ANY_TIME) {
                assertThat(output.values().dimension(axis + 1)).isEqualTo(axes.get(axis));
            }
        }
        assertThat(output.mask().map(Mask::batch).orElse(LayerSample.BATCH)).isEqualTo(LayerSample.BATCH);
        assertThat(sample.layer().maskFlow()).isNotEqualTo(MaskFlow.UNDECLARED);
    }
}
