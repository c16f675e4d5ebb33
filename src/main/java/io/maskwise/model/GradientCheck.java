package io.maskwise.model;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Measures law L3: gradients by parameters and by inputs agree with central differences. */
final class GradientCheck {
    private final Measured measured;
    private final List<double[]> upstream;
    private final CentralDifferences differences;

    /** @param probes the places of each parameter and each input that are measured at */
    GradientCheck(Measured measured, int probes, Random random) {
        this.measured = measured;
        this.upstream = measured.upstream(random);
        double[] flat = upstream.stream().flatMapToDouble(Arrays::stream).toArray();
        this.differences = new CentralDifferences(this::outputs, flat, probes, random);
    }

    LawResult measure() {
        WorstError worst = new WorstError(Law.TRUE_GRADIENTS.tolerance());
        PassNumbers computed = PassNumbers.of(measured, measured.inputs(), upstream);
        measured.parameters().forEach((name, tensor) -> probe(name, tensor, computed.parameterGradient(name), worst));
        for (int i = 0; i < measured.inputs().size(); i++) {
            Activation input = measured.inputs().get(i);
            String name = PassNumbers.input(i);
            computed.inputGradient(i)
                    .map(real -> Relayout.atRealSteps(real, input.values().shape(), input.mask()))
                    .ifPresent(gradient -> probe(name, input.values(), gradient.values(), worst));
        }
        return worst.result(measured.name(), Law.TRUE_GRADIENTS, differences.remark());
    }

    private void probe(String name, Tensor tensor, double[] gradient, WorstError worst) {
        worst.vary("gradient of " + name, one -> differences.probe(tensor, gradient, one));
    }

    /** What is real of all outputs, one after another. */
    private double[] outputs() {
        List<Activation> outputs = measured.run(measured.inputs()).outputs();
        return outputs.stream()
                .flatMapToDouble(output -> Arrays.stream(Relayout.realValues(output.values(), output.mask())))
                .toArray();
    }
}
