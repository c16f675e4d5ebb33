package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns token ids into vectors; Keras' {@code Embedding}.
 *
 * <p>Input {@code [batch, time]} of ids, output {@code [batch, time, units]}. Row 0 of the table is an ordinary row,
 * which padded steps carry; whatever id stands under the mask, the step carries row 0, and what comes after a mask gives
 * it no gradient.
 *
 * @param vocabularySize how many ids there are, padding and unknown included
 * @param units the size of a vector
 * @param maskZero whether id 0 makes a mask; one that arrives is joined with it
 * @param embeddingsInitializer how the table begins
 */
public record Embedding(
        @Default("vocabulary") int vocabularySize,
        int units,
        @Default("false") boolean maskZero,
        @Default("uniform") Initializer embeddingsInitializer)
        implements Layer {
    static final String TABLE = "embeddings";

    public Embedding {
        if (vocabularySize < 2) {
            throw new IllegalArgumentException(
                    "Invalid vocabulary size: " + vocabularySize + " (must be >= 2: padding and unknown)");
        }
        if (units < 1) {
            throw new IllegalArgumentException("Invalid number of units: " + units + " (must be >= 1)");
        }
    }

    /** An embedding that passes the mask on. */
    public Embedding(int vocabularySize, int units) {
        this(vocabularySize, units, false);
    }

    /** An embedding that begins as Keras' does, and makes a mask of id 0 or not. */
    public Embedding(int vocabularySize, int units, boolean maskZero) {
        this(vocabularySize, units, maskZero, Initializer.UNIFORM);
    }

    @Override
    public MaskFlow maskFlow() {
        return maskZero ? MaskFlow.MAKES : MaskFlow.PASSES;
    }

    @Override
    public Optional<Mask> computeMask(List<Activation> inputs) {
        Activation tokens = inputs.get(0);
        return maskZero ? Optional.of(tokens.realWhereNot(0)) : tokens.mask();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (!inputs.equals(List.of(Shape.tokens()))) {
            throw new IllegalArgumentException("Invalid input of Embedding: " + inputs + " (must be token ids)");
        }
        return Shape.sequence(units);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        return List.of(Parameter.matrix(TABLE, vocabularySize, units, embeddingsInitializer));
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation tokens = inputs.get(0);
        int[] rows = rows(tokens.values(), tokens.mask());
        int[] shape = {tokens.values().dimension(0), tokens.values().dimension(1), units};
        Tensor values = look(Parameters.of(parameters, TABLE), rows, shape, call);
        return new Pass(new Activation(values, computeMask(inputs)), rows);
    }

    /** The rows of a large table alone are read, not the whole; those of single precision stay in it. */
    private Tensor look(Tensor table, int[] rows, int[] shape, Call call) {
        Optional<FloatParameter> single = FloatTensor.of(table, FloatParameter.class);
        if (single.isPresent() && single.get().keepsProducts() && !call.training()) {
            return FloatValues.tensor(new TableRows(single.get(), rows, units), shape);
        }
        if (single.isPresent()) {
            return FloatValues.tensor(single.get().rows(rows, units), shape);
        }
        Tensor values = Tensor.zeros(shape);
        for (int position = 0; position < rows.length; position++) {
            System.arraycopy(table.values(), rows[position] * units, values.values(), position * units, units);
        }
        return values;
    }

    private int[] rows(Tensor tokens, Optional<Mask> mask) {
        int time = tokens.dimension(1);
        int[] rows = new int[tokens.values().length];
        for (int position = 0; position < rows.length; position++) {
            int row = position / time;
            int step = position % time;
            if (mask.isEmpty() || mask.get().isReal(row, step)) {
                rows[position] = checked(tokens.values()[position], row, step);
            }
        }
        return rows;
    }

    private int checked(double token, int row, int step) {
        if (!(token >= 0 && token < vocabularySize && token == Math.rint(token))) {
            String found = token == Math.rint(token) ? Long.toString((long) token) : Double.toString(token);
            throw new IllegalArgumentException("Invalid token id: " + found + " at row " + row + ", step " + step
                    + " of Embedding (must be 0 to " + (vocabularySize - 1) + ")");
        }
        return (int) token;
    }

    private record Pass(
            Activation output,
            @SuppressWarnings("ArrayRecordComponent") int[] rows) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            double[] table = Parameters.of(gradients, TABLE).values();
            int units = upstream.features();
            for (int position = 0; position < rows.length; position++) {
                FloatValues.addTo(upstream, position * units, table, rows[position] * units, units);
            }
            return List.of();
        }
    }
}
