package io.maskwise.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Measures law L3: gradients by parameters and by inputs, masked steps included, agree with central differences. */
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
        LayerPass pass = measured.run(measured.inputs());
        Map<String, Tensor> gradients = measured.zeros();
        List<Tensor> downstream = pass.backward(PassNumbers.placed(upstream, pass.outputs()), gradients);
        gradients.keySet().removeAll(measured.layer().nonTrainable());
        gradients.forEach((name, gradient) -> probe(name, Parameters.of(measured.parameters(), name), gradient, worst));
        for (int i = 0; i < downstream.size(); i++) {
            probe(PassNumbers.input(i), measured.inputs().get(i).values(), downstream.get(i), worst);
        }
        return worst.result(measured.name(), Law.TRUE_GRADIENTS, differences.remark());
    }

    private void probe(String name, Tensor tensor, Tensor gradient, WorstError worst) {
        worst.vary("gradient of " + name, one -> differences.probe(tensor, gradient.values(), one));
    }

    /** What is real of all outputs, one after another. */
    private double[] outputs() {
        List<Activation> outputs = measured.run(measured.inputs()).outputs();
        return outputs.stream()
                .flatMapToDouble(output -> Arrays.stream(Relayout.realValues(output.values(), output.mask())))
                .toArray();
    }
}
