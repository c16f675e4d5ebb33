package io.maskwise.model;

import java.util.ArrayList;
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
    private record Entry(Tensor tensor, int start) {
        <T extends FloatTensor> T single(Class<T> kind) {
            return FloatTensor.of(tensor, kind).orElseThrow();
        }
    }

    /**
     * Values of a tensor side by side.
     *
     * @param entry the tensor's index among the entries
     * @param from the index of the first value
     * @param to the index after the last value
     */
    private record Slice(int entry, int from, int to) {}

    /** So many values a slice has at most: a few times what is read at once. */
    private static final int SLICE = 4 * NativeFloats.PIECE;

    /** Room for some gradients, as they are read. */
    private static final ThreadLocal<float[]> PIECE_OF_THREAD =
            ThreadLocal.withInitial(() -> new float[NativeFloats.PIECE]);

    /** Makes the tensor of a parameter that has a place among all. */
    private interface Maker {
        Tensor make(Parameter parameter, int start);
    }

    /** Makes what a tensor has of the memory of all. */
    private interface Part {
        FloatTensor of(FloatMatrix memory, int start, int length);
    }

    private final int length;
    private final List<Entry> entries;
    private final Map<String, Map<String, Tensor>> byNode = new LinkedHashMap<>();

    /** Tensors in double, of zeros. */
    FlatTensors(List<LayerVertex> vertices, int length) {
        this(vertices, length, (parameter, start) -> Tensor.zeros(parameter.axes()));
    }

    private FlatTensors(List<LayerVertex> vertices, int length, Maker maker) {
        this.length = length;
        this.entries = vertices.stream()
                .flatMap(vertex -> entries(vertex, maker).stream())
                .toList();
    }

    /** Parameters that are in a flat array, which others change and {@link #read} tells of. */
    static FlatTensors ofParameters(List<LayerVertex> vertices, INDArray array) {
        return in(array, vertices, FloatParameter::new);
    }

    /** Gradients for which there is room in a flat array. */
    static FlatTensors ofGradients(List<LayerVertex> vertices, INDArray array) {
        return in(array, vertices, FloatGradient::new);
    }

    private static FlatTensors in(INDArray array, List<LayerVertex> vertices, Part part) {
        FloatMatrix memory = FloatMatrix.over(array);
        return new FlatTensors(
                vertices,
                Math.toIntExact(array.length()),
                (parameter, start) -> Tensor.of(part.of(memory, start, parameter.length()), parameter.axes()));
    }

    private List<Entry> entries(LayerVertex vertex, Maker maker) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        byNode.put(vertex.getVertexName(), tensors);
        List<Entry> made = new ArrayList<>();
        int start = Math.toIntExact(vertex.offset());
        for (Parameter parameter : vertex.parameters()) {
            Tensor tensor = maker.make(parameter, start);
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
        for (Entry entry : entries) {
            FloatTensor.of(entry.tensor(), FloatGradient.class)
                    .ifPresentOrElse(
                            FloatGradient::clear,
                            () -> Arrays.fill(entry.tensor().values(), 0));
        }
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
     * Takes a step of the gradients that are here, and clears them; they and the parameters are in ND4J's memory.
     *
     * @param parameters have the values after the step
     * @param tables take their steps by themselves
     * @param helpers may each take the step for a table, or for a slice of another tensor
     */
    void step(AdamSteps steps, FlatTensors parameters, List<TableSteps> tables, Helpers helpers) {
        List<Slice> slices = slices(tables);
        helpers.share(tables.size() + slices.size(), part -> {
            if (part < tables.size()) {
                tables.get(part).step(steps);
            } else {
                step(steps, slices.get(part - tables.size()));
            }
        });
        // Only now, as the slices of a gradient were read from one object.
        slices.stream().mapToInt(Slice::entry).distinct().forEach(entry -> {
            entries.get(entry).single(FloatGradient.class).clear();
            parameters.entries.get(entry).single(FloatParameter.class).changed();
        });
    }

    /** The tensors that are no table, cut so that helpers end at about one time. */
    private List<Slice> slices(List<TableSteps> tables) {
        Set<Integer> apart = tables.stream().map(TableSteps::start).collect(Collectors.toSet());
        List<Slice> slices = new ArrayList<>();
        for (int entry = 0; entry < entries.size(); entry++) {
            if (!apart.contains(entries.get(entry).start())) {
                int values = entries.get(entry).tensor().length();
                for (int from = 0; from < values; from += SLICE) {
                    slices.add(new Slice(entry, from, Math.min(values, from + SLICE)));
                }
            }
        }
        return slices;
    }

    private void step(AdamSteps steps, Slice slice) {
        float[] piece = PIECE_OF_THREAD.get();
        Entry entry = entries.get(slice.entry());
        FloatGradient gradient = entry.single(FloatGradient.class);
        for (int done = slice.from(); done < slice.to(); done += piece.length) {
            int count = Math.min(piece.length, slice.to() - done);
            gradient.read(done, piece, count);
            steps.step(entry.start() + done, piece, count);
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

    /** Takes all values from a flat array of either precision: the one that they are in, if they are in one. */
    void read(INDArray array) {
        for (Entry entry : entries) {
            FloatTensor.of(entry.tensor(), FloatParameter.class).ifPresent(FloatParameter::changed);
        }
        if (entries.stream().allMatch(entry -> entry.tensor().single() == null)) {
            readCopy(array);
        }
    }

    /** The plain twin of {@link #read}, by a copy of the whole. */
    void readCopy(INDArray array) {
        double[] flat = array.data().asDouble();
        entries.forEach(entry -> System.arraycopy(
                flat, entry.start(), entry.tensor().values(), 0, entry.tensor().values().length));
    }

    /** Puts all values into a flat array, rounded to its precision: the one that they are in, if they are in one. */
    void write(INDArray array) {
        List<FloatGradient> there = entries.stream()
                .flatMap(entry -> FloatTensor.of(entry.tensor(), FloatGradient.class).stream())
                .toList();
        if (there.isEmpty()) {
            writeCopy(array);
        } else {
            there.forEach(FloatGradient::write);
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
