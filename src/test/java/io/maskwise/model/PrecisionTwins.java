package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A layer's fast way in single precision beside its plain way in double, whatever stands under the mask. */
final class PrecisionTwins {
    private PrecisionTwins() {}

    /** Gaps, padding after, padding before, no mask, nothing real at all; the last row of each mask has nothing real. */
    static List<Optional<Mask>> masks(int batch, int time, Random random) {
        boolean[][] gaps = new boolean[batch][time];
        boolean[][] after = new boolean[batch][time];
        boolean[][] before = new boolean[batch][time];
        for (int row = 0; row < batch - 1; row++) {
            int length = 1 + random.nextInt(time);
            for (int step = 0; step < time; step++) {
                gaps[row][step] = random.nextBoolean();
                after[row][step] = step < length;
                before[row][step] = step >= time - length;
            }
        }
        return List.of(
                Optional.of(Mask.of(gaps)),
                Optional.of(Mask.of(after)),
                Optional.of(Mask.of(before)),
                Optional.empty(),
                Optional.of(Mask.of(new boolean[batch][time])));
    }

    static Tensor random(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = 2 * random.nextDouble() - 1;
        }
        return tensor;
    }

    /** Outputs and all gradients of both ways agree, as they are and with garbage under the mask. */
    static void assertSame(BuiltLayer built, List<Activation> inputs, Call call, long seed, double tolerance) {
        Numbers expected = Numbers.of(built, inputs, call.in(Precision.DOUBLE), seed);
        expected.assertClose(Numbers.of(built, inputs, call.in(Precision.FLOAT), seed), tolerance);
        for (Relayout.Garbage garbage : Relayout.Garbage.values()) {
            if (inputs.get(0).mask().isPresent()) {
                List<Activation> dirty = Relayout.SAME_PLACES.apply(inputs, 0, garbage, new Random(seed));
                expected.assertClose(Numbers.of(built, dirty, call.in(Precision.FLOAT), seed), tolerance);
            }
        }
    }

    /** All that a pass gives: outputs and gradients, of a random derivative by each output. */
    private record Numbers(Map<String, Tensor> values, List<Optional<Mask>> masks) {
        static Numbers of(BuiltLayer built, List<Activation> inputs, Call call, long seed) {
            Random random = new Random(seed + 1);
            LayerPass pass = built.layer().forward(inputs, built.parameters(), call);
            passBetween(built, inputs, call, random);
            Map<String, Tensor> values = new LinkedHashMap<>();
            List<Tensor> upstream = new ArrayList<>();
            for (Activation output : pass.outputs()) {
                values.put("output " + upstream.size(), output.values());
                upstream.add(random(random, output.values().shape()));
            }
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            built.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
            List<Tensor> downstream = pass.backward(upstream, gradients);
            values.putAll(gradients);
            for (int i = 0; i < downstream.size(); i++) {
                values.put("input " + i, downstream.get(i));
            }
            return new Numbers(
                    values, pass.outputs().stream().map(Activation::mask).toList());
        }

        /** Another way through the layer and back, as of a like one in the same network: nothing of it may show. */
        private static void passBetween(BuiltLayer built, List<Activation> inputs, Call call, Random random) {
            List<Activation> others = new ArrayList<>();
            for (Activation input : inputs) {
                others.add(new Activation(random(random, input.values().shape()), input.mask()));
            }
            LayerPass other = built.layer().forward(others, built.parameters(), call);
            List<Tensor> upstream = new ArrayList<>();
            other.outputs()
                    .forEach(output ->
                            upstream.add(random(random, output.values().shape())));
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            built.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
            other.backward(upstream, gradients);
        }

        void assertClose(Numbers other, double tolerance) {
            assertThat(other.masks()).isEqualTo(masks);
            assertThat(other.values().keySet()).isEqualTo(values.keySet());
            values.forEach((name, tensor) -> assertThat(
                            Parameters.of(other.values(), name).values())
                    .as(name)
                    .containsExactly(tensor.values(), within(tolerance)));
        }
    }
}
