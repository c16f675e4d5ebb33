package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Turns token ids into vectors; Keras' {@code Embedding}.
 *
 * <p>Input {@code [batch, time]} of ids, output {@code [batch, time, units]}. Row 0 of the table is an ordinary row,
 * which padded steps carry; whatever id stands under the mask, the step carries row 0 and gives no gradient.
 *
 * @param vocabularySize how many ids there are, padding and unknown included
 * @param units the size of a vector
 */
public record Embedding(int vocabularySize, int units) implements Layer {
    private static final String TABLE = "embeddings";

    public Embedding {
        if (vocabularySize < 2) {
            throw new IllegalArgumentException(
                    "Invalid vocabulary size: " + vocabularySize + " (must be >= 2: padding and unknown)");
        }
        if (units < 1) {
            throw new IllegalArgumentException("Invalid number of units: " + units + " (must be >= 1)");
        }
    }

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
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
        return List.of(Parameter.matrix(TABLE, vocabularySize, units, Initializer.UNIFORM));
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, INDArray> parameters) {
        Activation tokens = inputs.get(0);
        int batch = (int) tokens.values().size(0);
        int time = (int) tokens.values().size(1);
        int[] rows = rows(tokens.values().toIntMatrix(), tokens.mask());
        INDArray values =
                Nd4j.pullRows(Parameters.of(parameters, TABLE), 1, rows, 'c').reshape('c', batch, time, units);
        return new Pass(new Activation(values, tokens.mask()), rows);
    }

    private int[] rows(int[][] tokens, Optional<Mask> mask) {
        int time = tokens.length == 0 ? 0 : tokens[0].length;
        int[] rows = new int[tokens.length * time];
        for (int row = 0; row < tokens.length; row++) {
            for (int step = 0; step < time; step++) {
                if (mask.isEmpty() || mask.get().isReal(row, step)) {
                    rows[row * time + step] = checked(tokens[row][step], row, step);
                }
            }
        }
        return rows;
    }

    private int checked(int token, int row, int step) {
        if (token < 0 || token >= vocabularySize) {
            throw new IllegalArgumentException("Invalid token id: " + token + " at row " + row + ", step " + step
                    + " of Embedding (must be 0 to " + (vocabularySize - 1) + ")");
        }
        return token;
    }

    private record Pass(
            Activation output,
            @SuppressWarnings("ArrayRecordComponent") int[] rows) implements LayerPass {
        @Override
        public List<INDArray> backward(INDArray upstream, Map<String, INDArray> gradients) {
            INDArray table = Parameters.of(gradients, TABLE);
            int units = (int) table.size(1);
            DataBuffer sums = table.data();
            long offset = table.offset();
            INDArray flat = upstream.ordering() == 'c' && !upstream.isView() ? upstream : upstream.dup('c');
            DataBuffer shares = flat.data();
            for (int position = 0; position < rows.length; position++) {
                if (isReal(position)) {
                    long target = offset + (long) rows[position] * units;
                    for (int i = 0; i < units; i++) {
                        double share = shares.getDouble((long) position * units + i);
                        sums.put(target + i, sums.getDouble(target + i) + share);
                    }
                }
            }
            return List.of();
        }

        private boolean isReal(int position) {
            int time = (int) output.values().size(1);
            return output.mask().isEmpty() || output.mask().get().isReal(position / time, position % time);
        }
    }
}
