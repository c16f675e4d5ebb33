package io.maskwise.spark;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * Rows of a prepared dataset, to and from Spark.
 *
 * <p>Columns, in this order: {@code id} string; {@code tokens} array of int and {@code mask} array of boolean, of the
 * bucket's length; {@code length} int; then {@code labels} array of int for labels per token, {@code label} int for a
 * label per sequence, {@code labels} and {@code label_mask} array of boolean for a target sequence, or nothing. Further columns to the right are left alone.
 */
public final class SequenceCodec {
    private static final int ID = 0;
    private static final int TOKENS = 1;
    private static final int MASK = 2;
    private static final int LENGTH = 3;
    private static final int LABELS = 4;
    private static final int LABEL_MASK = 5;
    private static final ArrayType INTEGERS = DataTypes.createArrayType(DataTypes.IntegerType, false);
    private static final ArrayType BOOLEANS = DataTypes.createArrayType(DataTypes.BooleanType, false);

    private SequenceCodec() {}

    /** The columns of a dataset with such labels. */
    public static StructType schema(Labelling labelling) {
        StructType schema = new StructType()
                .add("id", DataTypes.StringType, false)
                .add("tokens", INTEGERS, false)
                .add("mask", BOOLEANS, false)
                .add("length", DataTypes.IntegerType, false);
        return switch (labelling) {
            case PER_TOKEN -> schema.add("labels", INTEGERS, false);
            case TARGET_SEQUENCE -> schema.add("labels", INTEGERS, false).add("label_mask", BOOLEANS, false);
            case PER_SEQUENCE -> schema.add("label", DataTypes.IntegerType, false);
            case NONE -> schema;
        };
    }

    /** The Spark row of a sequence. */
    public static Row encode(PaddedSequence sequence, Labelling labelling) {
        Integer[] tokens = boxed(sequence.tokens());
        Boolean[] mask = boxed(sequence.mask());
        return switch (labelling) {
            case PER_TOKEN ->
                RowFactory.create(sequence.id(), tokens, mask, sequence.length(), boxed(sequence.labels()));
            case TARGET_SEQUENCE ->
                RowFactory.create(
                        sequence.id(),
                        tokens,
                        mask,
                        sequence.length(),
                        boxed(sequence.labels()),
                        boxed(sequence.labelMask()));
            case PER_SEQUENCE ->
                RowFactory.create(sequence.id(), tokens, mask, sequence.length(), sequence.labels()[0]);
            case NONE -> RowFactory.create(sequence.id(), tokens, mask, sequence.length());
        };
    }

    /**
     * The sequence of a Spark row.
     *
     * @throws IllegalArgumentException if the row's length is not the number of its real steps
     */
    public static PaddedSequence decode(Row row, Labelling labelling) {
        PaddedSequence sequence = sequence(row, labelling);
        if (sequence.length() != row.getInt(LENGTH)) {
            throw new IllegalArgumentException("Invalid length of row " + sequence.id() + ": " + row.getInt(LENGTH)
                    + " (must be " + sequence.length() + ", the real steps of its mask)");
        }
        return sequence;
    }

    private static PaddedSequence sequence(Row row, Labelling labelling) {
        String id = row.getString(ID);
        int[] tokens = integers(row.getSeq(TOKENS));
        boolean[] mask = booleans(row.getSeq(MASK));
        return switch (labelling) {
            case PER_TOKEN -> new PaddedSequence(id, tokens, mask, integers(row.getSeq(LABELS)));
            case TARGET_SEQUENCE ->
                new PaddedSequence(id, tokens, mask, integers(row.getSeq(LABELS)), booleans(row.getSeq(LABEL_MASK)));
            case PER_SEQUENCE -> new PaddedSequence(id, tokens, mask, new int[] {row.getInt(LABELS)});
            case NONE -> new PaddedSequence(id, tokens, mask, new int[0]);
        };
    }

    private static Integer[] boxed(int[] values) {
        return IntStream.of(values).boxed().toArray(Integer[]::new);
    }

    private static Boolean[] boxed(boolean[] values) {
        Boolean[] boxed = new Boolean[values.length];
        Arrays.setAll(boxed, step -> values[step]);
        return boxed;
    }

    private static int[] integers(Seq<Integer> values) {
        int[] integers = new int[values.size()];
        Arrays.setAll(integers, values::apply);
        return integers;
    }

    private static boolean[] booleans(Seq<Boolean> values) {
        boolean[] booleans = new boolean[values.size()];
        for (int step = 0; step < booleans.length; step++) {
            booleans[step] = values.apply(step);
        }
        return booleans;
    }
}
