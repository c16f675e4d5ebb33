package io.maskwise.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Adds a learned vector for its position to each step of a sequence; as KerasHub's {@code PositionEmbedding}, added to
 * what it comes from.
 *
 * <p>Input and output {@code [batch, time, features]}; the mask passes. A step's position is how many real steps of its
 * row come before it, so that padding on the left and gaps change nothing; with padding on the right it is the place in
 * the row. Masked steps are zeros. The parameter is {@code embeddings} {@code [positions, features]}.
 *
 * @param positions how many there are: the most real steps that a row can have
 * @param embeddingsInitializer how their vectors begin
 */
public record PositionalEmbedding(
        int positions, @Default("uniform") Initializer embeddingsInitializer) implements Layer {
    private static final String TABLE = "embeddings";

    /** Vectors that begin uniform in [-0.05, 0.05). */
    public PositionalEmbedding(int positions) {
        this(positions, Initializer.UNIFORM);
    }

    public PositionalEmbedding {
        LayerOptions.checkPositive("number of positions", positions);
    }

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.USES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 1 || !inputs.get(0).isSequence()) {
            throw new IllegalArgumentException(
                    "Invalid input of PositionalEmbedding: " + inputs + " (must be one, (batch, time, features))");
        }
        return inputs.get(0);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        return List.of(Parameter.matrix(TABLE, positions, inputs.get(0).features(), embeddingsInitializer));
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        PackedSteps steps = PackedSteps.of(inputs.get(0));
        for (int row = 0; row < steps.batch(); row++) {
            checkLength(steps.count(row), row);
        }
        Tensor input = inputs.get(0).values();
        Tensor table = Parameters.of(parameters, TABLE);
        Optional<FloatParameter> single = FloatTensor.of(table, FloatParameter.class);
        Tensor sums = single.isPresent() && call.precision() == Precision.FLOAT
                ? sums(steps, input, single.get())
                : sums(steps, input, table.values());
        return new Pass(new Activation(sums, inputs.get(0).mask()), steps);
    }

    private static Tensor sums(PackedSteps steps, Tensor input, double[] table) {
        Tensor sums = steps.pack(input);
        for (int row = 0; row < steps.batch(); row++) {
            int start = steps.start(row) * sums.features();
            for (int i = 0; i < steps.count(row) * sums.features(); i++) {
                sums.values()[start + i] += table[i];
            }
        }
        return steps.unpack(sums);
    }

    private static Tensor sums(PackedSteps steps, Tensor input, FloatParameter table) {
        int features = input.features();
        FloatArrays arrays = FloatArrays.ofThread();
        float[] sums = arrays.take(Math.multiplyExact(steps.count(), features));
        steps.pack(input, sums);
        float[] vectors = table.rows(IntStream.range(0, steps.longest()).toArray(), features);
        float[] more = arrays.take(Math.multiplyExact(steps.count(), features));
        for (int row = 0; row < steps.batch(); row++) {
            System.arraycopy(vectors, 0, more, steps.start(row) * features, steps.count(row) * features);
        }
        FloatValues.add(more, sums, 0, steps.count() * features);
        arrays.giveBack(more);
        Tensor unpacked = steps.unpack(sums, features);
        arrays.giveBack(sums);
        return unpacked;
    }

    private void checkLength(int length, int row) {
        if (length > positions) {
            throw new IllegalArgumentException("Cannot embed the positions of row " + row + " in PositionalEmbedding: "
                    + length + " real steps (must be <= " + positions
                    + "; give it more positions, or truncate sequences)");
        }
    }

    private record Pass(Activation output, PackedSteps steps) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            double[] table = Parameters.of(gradients, TABLE).values();
            if (FloatValues.of(upstream).isPresent()) {
                return List.of(backwardInSingle(upstream, table));
            }
            Tensor packed = steps.pack(upstream);
            for (int row = 0; row < steps.batch(); row++) {
                int start = steps.start(row) * packed.features();
                for (int i = 0; i < steps.count(row) * packed.features(); i++) {
                    table[i] += packed.values()[start + i];
                }
            }
            return List.of(steps.unpack(packed));
        }

        private Tensor backwardInSingle(Tensor upstream, double[] table) {
            int features = upstream.features();
            FloatArrays arrays = FloatArrays.ofThread();
            float[] packed = arrays.take(steps.count() * features);
            steps.pack(upstream, packed);
            for (int row = 0; row < steps.batch(); row++) {
                int start = steps.start(row) * features;
                for (int i = 0; i < steps.count(row) * features; i++) {
                    table[i] += packed[start + i];
                }
            }
            Tensor unpacked = steps.unpack(packed, features);
            arrays.giveBack(packed);
            return unpacked;
        }
    }
}
