package io.maskwise.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's parameters or gradients: a tensor for each, and one flat vector of all in the graph's order. */
final class FlatTensors {
    private record Entry(Tensor tensor, int start) {}

    private final int length;
    private final List<Entry> entries;
    private final Map<String, Map<String, Tensor>> byNode = new LinkedHashMap<>();

    FlatTensors(List<LayerVertex> vertices, int length) {
        this.length = length;
        this.entries =
                vertices.stream().flatMap(vertex -> entries(vertex).stream()).toList();
    }

    private List<Entry> entries(LayerVertex vertex) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        byNode.put(vertex.getVertexName(), tensors);
        List<Entry> made = new java.util.ArrayList<>();
        int start = Math.toIntExact(vertex.offset());
        for (Parameter parameter : vertex.parameters()) {
            Tensor tensor = Tensor.zeros(parameter.axes());
            tensors.put(parameter.name(), tensor);
            made.add(new Entry(tensor, start));
            start += parameter.length();
        }
        return made;
    }

    /** The tensors of one node by their names. */
    Map<String, Tensor> of(String node) {
        return Optional.ofNullable(byNode.get(node)).orElseThrow();
    }

    void clear() {
        entries.forEach(entry -> Arrays.fill(entry.tensor().values(), 0));
    }

    /** Shortens what is longer than it may be, as Keras' {@code clipnorm} and {@code global_clipnorm} do. */
    void clip(ClippingOptions limits) {
        if (limits.norm() > 0) {
            entries.forEach(entry -> scale(List.of(entry), limits.norm()));
        }
        if (limits.globalNorm() > 0) {
            scale(entries, limits.globalNorm());
        }
    }

    private static void scale(List<Entry> together, double limit) {
        double squares = 0;
        for (Entry entry : together) {
            for (double value : entry.tensor().values()) {
                squares += value * value;
            }
        }
        double norm = Math.sqrt(squares);
        if (norm > limit) {
            for (Entry entry : together) {
                double[] values = entry.tensor().values();
                for (int i = 0; i < values.length; i++) {
                    values[i] *= limit / norm;
                }
            }
        }
    }

    /**
     * Takes a step of the gradients that are here, and clears them.
     *
     * @param parameters get the values after the step
     * @param tables take their steps by themselves
     */
    void step(AdamSteps steps, FlatTensors parameters, List<TableSteps> tables) {
        Set<Integer> apart = tables.stream().map(TableSteps::start).collect(Collectors.toSet());
        float[] piece = new float[NativeFloats.PIECE];
        for (int i = 0; i < entries.size(); i++) {
            if (!apart.contains(entries.get(i).start())) {
                step(steps, entries.get(i), parameters.entries.get(i).tensor().values(), piece);
            }
        }
        tables.forEach(table -> table.step(steps));
    }

    private static void step(AdamSteps steps, Entry entry, double[] values, float[] piece) {
        double[] gradient = entry.tensor().values();
        for (int done = 0; done < gradient.length; done += piece.length) {
            int count = Math.min(piece.length, gradient.length - done);
            for (int k = 0; k < count; k++) {
                piece[k] = (float) gradient[done + k];
            }
            Arrays.fill(gradient, done, done + count, 0);
            float[] changed = steps.step(entry.start() + done, piece, count);
            for (int k = 0; k < count; k++) {
                values[done + k] = changed[k];
            }
        }
    }

    /** All values in the graph's order. */
    double[] flat() {
        double[] flat = new double[length];
        for (Entry entry : entries) {
            double[] values = entry.tensor().values();
            System.arraycopy(values, 0, flat, entry.start(), values.length);
        }
        return flat;
    }

    /** Takes all values from a vector. */
    void read(ParameterVector vector) {
        for (Entry entry : entries) {
            double[] values = entry.tensor().values();
            for (int i = 0; i < values.length; i++) {
                values[i] = vector.at(entry.start() + i);
            }
        }
    }

    /** Takes all values from a flat array of either precision. */
    void read(INDArray array) {
        if (NativeFloats.reach(array)) {
            NativeFloats floats = new NativeFloats(array);
            entries.forEach(entry -> floats.read(entry.start(), entry.tensor().values()));
        } else {
            readCopy(array);
        }
    }

    /** The plain twin of {@link #read}, by a copy of the whole. */
    void readCopy(INDArray array) {
        double[] flat = array.data().asDouble();
        entries.forEach(entry -> System.arraycopy(
                flat, entry.start(), entry.tensor().values(), 0, entry.tensor().values().length));
    }

    /** Puts all values into a flat array, rounded to its precision. */
    void write(INDArray array) {
        if (NativeFloats.reach(array)) {
            NativeFloats floats = new NativeFloats(array);
            entries.forEach(entry -> floats.write(entry.start(), entry.tensor().values()));
        } else {
            writeCopy(array);
        }
    }

    /** The plain twin of {@link #write}, by a copy of the whole. */
    void writeCopy(INDArray array) {
        if (array.dataType() == DataType.DOUBLE) {
            array.data().setData(flat());
        } else {
            array.data()
                    .setData(ParameterVector.rounded(Precision.FLOAT, flat()).toFloats());
        }
    }
}
