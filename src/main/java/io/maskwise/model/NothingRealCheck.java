package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures law L8: where every step is masked, gradients are zero and no output is NaN or infinite. */
final class NothingRealCheck {
    private final Measured measured;

    NothingRealCheck(Measured measured) {
        this.measured = measured;
    }

    LawResult measure() {
        if (!measured.isMasked()) {
            return new LawResult(measured.name(), Law.NOTHING_REAL, 0, "no mask reaches it");
        }
        WorstError worst = new WorstError(Law.NOTHING_REAL.tolerance());
        List<Activation> masked =
                measured.inputs().stream().map(NothingRealCheck::masked).toList();
        worst.vary("every step masked", one -> measure(masked, one));
        return worst.result(measured.name(), Law.NOTHING_REAL, "every step masked, NaN under the mask");
    }

    private static Activation masked(Activation input) {
        return input.mask()
                .map(mask -> new Activation(
                        filled(input.values(), Double.NaN),
                        Optional.of(Mask.of(new boolean[mask.batch()][mask.time()]))))
                .orElse(input);
    }

    private void measure(List<Activation> masked, WorstError worst) {
        LayerPass pass = measured.run(masked);
        List<Activation> outputs = pass.outputs();
        for (Activation output : outputs) {
            boolean finite = Arrays.stream(output.values().values()).allMatch(Double::isFinite);
            worst.add(finite ? 0 : Double.NaN, "an output is not finite");
        }
        List<Tensor> upstream = IntStream.range(0, outputs.size())
                .mapToObj(i -> upstream(i, outputs.get(i)))
                .toList();
        Map<String, Tensor> gradients = measured.zeros();
        List<Tensor> downstream = pass.backward(upstream, gradients);
        for (int i = 0; i < downstream.size(); i++) {
            if (masked.get(i).mask().isPresent()) {
                worst.add(largest(downstream.get(i)), "gradient of " + PassNumbers.input(i));
            }
        }
        gradients.forEach((name, gradient) -> worst.add(largest(gradient), "gradient of " + name));
    }

    /** Ones where nothing is masked: a layer without real steps must not learn, whatever comes back. */
    private Tensor upstream(int output, Activation activation) {
        boolean nothing = output < measured.observed() || activation.mask().isPresent();
        return filled(activation.values(), nothing ? 0 : 1);
    }

    private static Tensor filled(Tensor like, double value) {
        Tensor filled = Tensor.zeros(like.shape());
        Arrays.fill(filled.values(), value);
        return filled;
    }

    private static double largest(Tensor tensor) {
        return WorstError.distance(new double[tensor.values().length], tensor.values());
    }
}
