package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.text.LabelSet;
import java.io.Serializable;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/**
 * The labels of a model as a table has them: names, or numbers, as Spark's own stages have them.
 *
 * <p>To a model all are names, in the order of these. Numbers are told in their own order instead, so that labels from 0 on
 * are the places of their probabilities.
 *
 * @param labels the labels
 * @param numbers whether they are numbers
 */
record LabelNames(LabelSet labels, boolean numbers) implements Serializable {
    /**
     * The name of a label.
     *
     * @throws MaskwiseException with exit 3 if it is a number that is not whole
     */
    static String of(Object label) {
        if (label instanceof Double || label instanceof Float) {
            double value = ((Number) label).doubleValue();
            if (value != Math.rint(value) || Math.abs(value) > Long.MAX_VALUE) {
                throw MaskwiseException.input(
                        "Invalid label: %s (must be a whole number, a string or a boolean)", label);
            }
            return Long.toString((long) value);
        }
        return label.toString();
    }

    /** Whether labels of a column of that type are numbers. */
    static boolean isNumber(DataType type) {
        return Schemas.isNumber(type instanceof ArrayType array ? array.elementType() : type);
    }

    /** A label as a table has it. */
    Object value(int id) {
        String name = labels.label(id);
        return numbers ? (Object) Double.valueOf(name) : name;
    }

    /** The ids of labels in the order in which they are told. */
    int[] order() {
        Comparator<Integer> byNumber = Comparator.comparingLong(id -> Long.parseLong(labels.label(id)));
        return IntStream.range(0, labels.size())
                .boxed()
                .sorted(numbers ? byNumber : Comparator.naturalOrder())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The labels in that order. */
    String[] names() {
        return IntStream.of(order()).mapToObj(labels::label).toArray(String[]::new);
    }
}
