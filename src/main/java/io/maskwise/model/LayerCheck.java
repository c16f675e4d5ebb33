package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures the laws of masking on one layer, shipped or a user's own.
 *
 * <p>The layer is fed a sample of its inputs; a random gradient comes back to the real steps of its outputs. L1 lays the
 * same sequences out anew (padded right, left, with gaps, longer; NaN, infinity and huge values under the mask) and
 * feeds each row alone; outputs at real steps and all gradients must stay. L3 compares gradients by parameters and by
 * inputs with central differences, at {@value #PROBES} random places of each. L8 masks every step: gradients must be
 * zero, and no output may be NaN.
 */
public final class LayerCheck {
    private static final int PROBES = 12;
    private static final double STEP = 1e-5;

    private final String name;
    private final Layer layer;
    private final Map<String, Tensor> parameters;
    private final List<Activation> inputs;
    private final Call call = Call.inference();
    private final Random random;

    /**
     * A check of one layer.
     *
     * @param name its name in the results
     * @param parameters its parameters, by name
     * @param inputs a sample of its inputs, with their masks
     * @param seed the seed of gaps, gradients and places
     */
    LayerCheck(String name, Layer layer, Map<String, Tensor> parameters, List<Activation> inputs, long seed) {
        this.name = name;
        this.layer = layer;
        this.parameters = parameters;
        this.inputs = List.copyOf(inputs);
        this.random = new Random(seed);
    }

    /** Checks a layer by itself. */
    public static List<LawResult> check(BuiltLayer built, List<Activation> inputs, long seed) {
        String name = built.layer().getClass().getSimpleName();
        return new LayerCheck(name, built.layer(), built.parameters(), inputs, seed).results();
    }

    /** One result for each law. */
    List<LawResult> results() {
        return List.of(paddingInvariance(), trueGradients(), nothingReal());
    }

    private LawResult paddingInvariance() {
        List<double[]> upstream = upstream(run(inputs));
        Numbers expected = numbers(inputs, upstream);
        double error = 0;
        List<Relayout> layouts = layer.dependsOnPlaces() ? List.of(Relayout.SAME_PLACES) : List.of(Relayout.values());
        for (Relayout layout : layouts) {
            for (Relayout.Garbage garbage : Relayout.Garbage.values()) {
                for (int extra : new int[] {0, 3}) {
                    List<Activation> laid = layout.apply(inputs, extra, garbage, random);
                    error = worse(error, expected.distance(numbers(laid, upstream)));
                }
            }
        }
        error = worse(error, alone(expected, upstream));
        String remark = layer.dependsOnPlaces()
                ? "what stands under the mask; each row alone (the layer depends on places)"
                : "right, left, gaps, longer; what stands under the mask; each row alone";
        return new LawResult(name, Law.PADDING_INVARIANCE, error, remark);
    }

    /** Each row in a batch of its own: outputs must be the same, and parameter gradients add up to the same. */
    private double alone(Numbers expected, List<double[]> upstream) {
        LayerPass together = run(inputs);
        Map<String, Tensor> sum = zeros();
        double error = 0;
        int batch = inputs.get(0).values().dimension(0);
        for (int row = 0; row < batch; row++) {
            int one = row;
            List<Activation> rowInputs =
                    inputs.stream().map(input -> row(input, one)).toList();
            LayerPass pass = run(rowInputs);
            List<Tensor> rowUpstream = new ArrayList<>();
            for (int i = 0; i < pass.outputs().size(); i++) {
                Activation whole = together.outputs().get(i);
                Tensor placed =
                        Relayout.atRealSteps(upstream.get(i), whole.values().shape(), whole.mask());
                rowUpstream.add(row(new Activation(placed, whole.mask()), row).values());
                Activation expectedRow = row(whole, row);
                error = worse(
                        error,
                        distance(
                                Relayout.realValues(expectedRow.values(), expectedRow.mask()),
                                Relayout.realValues(
                                        pass.outputs().get(i).values(),
                                        pass.outputs().get(i).mask())));
            }
            pass.backward(rowUpstream, sum);
        }
        for (Map.Entry<String, Tensor> entry : sum.entrySet()) {
            error = worse(
                    error,
                    distance(
                            Parameters.of(expected.parameterGradients(), entry.getKey())
                                    .values(),
                            entry.getValue().values()));
        }
        return error;
    }

    private static Activation row(Activation activation, int row) {
        int[] shape = activation.values().shape();
        int size = activation.values().values().length / shape[0];
        shape[0] = 1;
        Tensor values =
                Tensor.of(Arrays.copyOfRange(activation.values().values(), row * size, (row + 1) * size), shape);
        return new Activation(values, activation.mask().map(mask -> Mask.of(new boolean[][] {mask.toRows()[row]})));
    }

    private LawResult trueGradients() {
        List<double[]> upstream = upstream(run(inputs));
        Numbers computed = numbers(inputs, upstream);
        double error = 0;
        for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
            if (layer.nonTrainable().contains(entry.getKey())) {
                continue;
            }
            double[] gradient =
                    Parameters.of(computed.parameterGradients(), entry.getKey()).values();
            error = worse(error, probe(entry.getValue(), gradient, upstream));
        }
        for (int i = 0; i < computed.inputGradients().size(); i++) {
            Activation input = inputs.get(i);
            Tensor gradient = Relayout.atRealSteps(
                    computed.inputGradients().get(i), input.values().shape(), input.mask());
            error = worse(error, probe(input.values(), gradient.values(), upstream));
        }
        return new LawResult(name, Law.TRUE_GRADIENTS, error, "parameters and inputs, by central differences");
    }

    /** The worst relative difference at some random places of a tensor, which is as before afterwards. */
    private double probe(Tensor tensor, double[] gradient, List<double[]> upstream) {
        double[] values = tensor.values();
        double error = 0;
        int[] places = values.length <= PROBES
                ? IntStream.range(0, values.length).toArray()
                : random.ints(PROBES, 0, values.length).toArray();
        for (int place : places) {
            double before = values[place];
            if (!Double.isFinite(before)) {
                continue;
            }
            values[place] = before + STEP;
            double above = objective(upstream);
            values[place] = before - STEP;
            double below = objective(upstream);
            values[place] = before;
            double numeric = (above - below) / (2 * STEP);
            double scale = Math.max(1e-2, Math.max(Math.abs(numeric), Math.abs(gradient[place])));
            error = worse(error, Math.abs(numeric - gradient[place]) / scale);
        }
        return error;
    }

    /** What the gradients are those of: the outputs at real steps times the gradient that comes back to them. */
    private double objective(List<double[]> upstream) {
        double sum = 0;
        LayerPass pass = run(inputs);
        for (int i = 0; i < upstream.size(); i++) {
            Activation output = pass.outputs().get(i);
            double[] real = Relayout.realValues(output.values(), output.mask());
            for (int j = 0; j < real.length; j++) {
                sum += real[j] * upstream.get(i)[j];
            }
        }
        return sum;
    }

    private LawResult nothingReal() {
        if (inputs.stream().noneMatch(input -> input.mask().isPresent())) {
            return new LawResult(name, Law.NOTHING_REAL, 0, "no mask reaches it");
        }
        List<Activation> masked = inputs.stream()
                .map(input -> input.mask()
                        .map(mask -> new Activation(
                                filled(input.values(), Double.NaN),
                                Optional.of(Mask.of(new boolean[mask.batch()][mask.time()]))))
                        .orElse(input))
                .toList();
        LayerPass pass = run(masked);
        List<Tensor> upstream = pass.outputs().stream()
                .map(output ->
                        output.mask().isPresent() ? Tensor.zeros(output.values().shape()) : filled(output.values(), 1))
                .toList();
        double error = 0;
        for (Activation output : pass.outputs()) {
            for (double value : output.values().values()) {
                error = worse(error, Double.isFinite(value) ? 0 : Double.NaN);
            }
        }
        Map<String, Tensor> gradients = zeros();
        List<Tensor> downstream = pass.backward(upstream, gradients);
        for (int i = 0; i < downstream.size(); i++) {
            if (masked.get(i).mask().isPresent()) {
                error = worse(error, largest(downstream.get(i)));
            }
        }
        for (String parameter : gradients.keySet()) {
            double found = largest(Parameters.of(gradients, parameter));
            error = worse(error, found);
        }
        return new LawResult(name, Law.NOTHING_REAL, error, "every step masked");
    }

    private static Tensor filled(Tensor like, double value) {
        Tensor filled = Tensor.zeros(like.shape());
        Arrays.fill(filled.values(), value);
        return filled;
    }

    private static double largest(Tensor tensor) {
        return distance(new double[tensor.values().length], tensor.values());
    }

    private LayerPass run(List<Activation> activations) {
        return layer.forward(activations, parameters, call);
    }

    private Map<String, Tensor> zeros() {
        Map<String, Tensor> zeros = new LinkedHashMap<>();
        parameters.forEach((parameter, tensor) -> zeros.put(parameter, Tensor.zeros(tensor.shape())));
        return zeros;
    }

    /** A random gradient for each output, at real steps. */
    private List<double[]> upstream(LayerPass pass) {
        return pass.outputs().stream()
                .map(output -> random.doubles(Relayout.realValues(output.values(), output.mask()).length, -1, 1)
                        .toArray())
                .toList();
    }

    /** All numbers that padding must not change: outputs and input gradients at real steps, parameter gradients. */
    private record Numbers(
            List<double[]> outputs, List<double[]> inputGradients, Map<String, Tensor> parameterGradients) {
        double distance(Numbers other) {
            double distance = 0;
            for (int i = 0; i < outputs.size(); i++) {
                distance = worse(distance, LayerCheck.distance(outputs.get(i), other.outputs.get(i)));
            }
            for (int i = 0; i < inputGradients.size(); i++) {
                distance = worse(distance, LayerCheck.distance(inputGradients.get(i), other.inputGradients.get(i)));
            }
            for (Map.Entry<String, Tensor> entry : parameterGradients.entrySet()) {
                double[] theirs =
                        Parameters.of(other.parameterGradients, entry.getKey()).values();
                distance = worse(distance, LayerCheck.distance(entry.getValue().values(), theirs));
            }
            return distance;
        }
    }

    private Numbers numbers(List<Activation> activations, List<double[]> upstream) {
        LayerPass pass = run(activations);
        List<double[]> outputs = new ArrayList<>();
        List<Tensor> placed = new ArrayList<>();
        for (int i = 0; i < pass.outputs().size(); i++) {
            Activation output = pass.outputs().get(i);
            outputs.add(Relayout.realValues(output.values(), output.mask()));
            placed.add(Relayout.atRealSteps(upstream.get(i), output.values().shape(), output.mask()));
        }
        Map<String, Tensor> gradients = zeros();
        List<Tensor> downstream = pass.backward(placed, gradients);
        List<double[]> ofInputs = new ArrayList<>();
        for (int i = 0; i < downstream.size(); i++) {
            ofInputs.add(
                    Relayout.realValues(downstream.get(i), activations.get(i).mask()));
        }
        return new Numbers(outputs, ofInputs, gradients);
    }

    /** The largest difference; NaN where only one has a number. */
    private static double distance(double[] left, double[] right) {
        if (left.length != right.length) {
            return Double.NaN;
        }
        double distance = 0;
        for (int i = 0; i < left.length; i++) {
            distance = worse(distance, Math.abs(left[i] - right[i]));
        }
        return distance;
    }

    /** The larger of two errors; NaN is the largest. */
    private static double worse(double left, double right) {
        return Double.isNaN(left) || Double.isNaN(right) ? Double.NaN : Math.max(left, right);
    }
}
