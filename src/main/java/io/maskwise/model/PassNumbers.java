package io.maskwise.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of one pass forward and back that padding must not change.
 *
 * @param rows what is real of outputs and of input gradients, by name: row by row of the batch
 * @param sums the parameter gradients, by name: summed over the rows
 */
record PassNumbers(Map<String, double[]> rows, Map<String, double[]> sums) {
    private static final String GRADIENT = "gradient of ";

    /**
     * Goes forward and back once.
     *
     * @param upstream for each output, what comes back to its real steps
     */
    static PassNumbers of(Measured measured, List<Activation> inputs, List<double[]> upstream) {
        LayerPass pass = measured.run(inputs);
        Map<String, double[]> rows = new LinkedHashMap<>();
        for (int i = 0; i < pass.outputs().size(); i++) {
            Activation output = pass.outputs().get(i);
            rows.put(i == 0 ? "output" : "output:" + i, Relayout.realValues(output.values(), output.mask()));
        }
        Map<String, Tensor> gradients = measured.zeros();
        List<Tensor> downstream = pass.backward(placed(upstream, pass.outputs()), gradients);
        for (int i = 0; i < downstream.size(); i++) {
            rows.put(
                    GRADIENT + input(i),
                    Relayout.realValues(downstream.get(i), inputs.get(i).mask()));
        }
        Map<String, double[]> sums = new LinkedHashMap<>();
        gradients.forEach((name, gradient) -> sums.put(GRADIENT + name, gradient.values()));
        return new PassNumbers(rows, sums);
    }

    /** What comes back to the real steps of outputs, and zeros elsewhere. */
    static List<Tensor> placed(List<double[]> upstream, List<Activation> outputs) {
        List<Tensor> placed = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Activation output = outputs.get(i);
            placed.add(Relayout.atRealSteps(upstream.get(i), output.values().shape(), output.mask()));
        }
        return placed;
    }

    /** Nothing yet, to {@link #append} to. */
    static PassNumbers empty() {
        return new PassNumbers(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    static String input(int index) {
        return "input " + index;
    }

    /** Puts the rows of another pass after these, and adds its sums. */
    void append(PassNumbers next) {
        next.rows.forEach((name, values) -> rows.merge(name, values, PassNumbers::concatenation));
        next.sums.forEach((name, values) -> sums.merge(name, values, PassNumbers::sum));
    }

    private static double[] concatenation(double[] left, double[] right) {
        double[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static double[] sum(double[] left, double[] right) {
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }

    /** Takes the differences of another pass into account. */
    void compare(PassNumbers actual, WorstError worst) {
        compare(rows, actual.rows, worst);
        compare(sums, actual.sums, worst);
    }

    private static void compare(Map<String, double[]> expected, Map<String, double[]> actual, WorstError worst) {
        expected.forEach((name, values) ->
                worst.add(WorstError.distance(values, actual.getOrDefault(name, new double[0])), name));
    }
}
