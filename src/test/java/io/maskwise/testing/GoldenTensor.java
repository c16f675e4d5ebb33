package io.maskwise.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * A tensor of a golden file: {@code {"shape", "dtype", "data"}}, row-major.
 *
 * <p>Values of {@code float32} are rounded to float, whatever they are read as; NaN and the infinities are strings.
 */
public final class GoldenTensor {
    private final int[] shape;
    private final String type;
    private final JsonNode data;

    private GoldenTensor(int[] shape, String type, JsonNode data) {
        this.shape = shape;
        this.type = type;
        this.data = data;
    }

    /**
     * The tensor in a node.
     *
     * @throws IllegalArgumentException if the node is none, or its data does not fill its shape
     */
    public static GoldenTensor of(JsonNode node) {
        if (!node.has("shape") || !node.has("data")) {
            throw new IllegalArgumentException("Invalid tensor: " + node + " (must have a shape and data)");
        }
        int[] shape = new int[node.path("shape").size()];
        Arrays.setAll(shape, i -> node.path("shape").get(i).asInt());
        JsonNode data = node.path("data");
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (data.size() != size) {
            throw new IllegalArgumentException("Invalid tensor: " + data.size() + " values (must be " + size
                    + " for the shape " + Arrays.toString(shape) + ")");
        }
        return new GoldenTensor(shape, node.path("dtype").asText(), data);
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** The size of one dimension. */
    public int dimension(int index) {
        return shape[index];
    }

    /** The number of values. */
    public int size() {
        return data.size();
    }

    /** Keras' name of the type, such as {@code float32}. */
    public String type() {
        return type;
    }

    /** The values in row-major order; {@code true} is 1. */
    public double[] doubles() {
        double[] values = new double[size()];
        Arrays.setAll(values, i -> value(data.get(i)));
        return values;
    }

    /** The values in row-major order, rounded to float. */
    public float[] floats() {
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value(data.get(i));
        }
        return values;
    }

    /** The values of a tensor of whole numbers, in row-major order. */
    public int[] integers() {
        int[] values = new int[size()];
        Arrays.setAll(values, i -> Math.toIntExact(exactLong(data.get(i))));
        return values;
    }

    /** The values of a boolean tensor, in row-major order; any other number than 0 is {@code true}. */
    public boolean[] booleans() {
        boolean[] values = new boolean[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(data.get(i)) != 0;
        }
        return values;
    }

    /** The values of a matrix as rows. */
    public double[][] doubleRows() {
        double[] values = doubles();
        double[][] rows = new double[shape[0]][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * shape[1], (row + 1) * shape[1]));
        return rows;
    }

    /** The values of a matrix of whole numbers as rows. */
    public int[][] integerRows() {
        int[] values = integers();
        int[][] rows = new int[shape[0]][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * shape[1], (row + 1) * shape[1]));
        return rows;
    }

    /** The values of a boolean matrix, such as a mask of shape {@code [batch, time]}, as rows. */
    public boolean[][] booleanRows() {
        boolean[] values = booleans();
        boolean[][] rows = new boolean[shape[0]][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * shape[1], (row + 1) * shape[1]));
        return rows;
    }

    private double value(JsonNode node) {
        if (node.isBoolean()) {
            return node.asBoolean() ? 1 : 0;
        }
        // Through the text, because a decimal rounded to double first may round to another float.
        return type.equals("float32") ? Float.parseFloat(node.asText()) : Double.parseDouble(node.asText());
    }

    private static long exactLong(JsonNode node) {
        return node.isBoolean()
                ? (node.asBoolean() ? 1 : 0)
                : node.decimalValue().longValueExact();
    }
}
