package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.expressions.UserDefinedAggregator;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.Seq;

/**
 * A function of SQL over arrays of labels, predictions and a mask.
 *
 * @param <B> what is summed up, by one task first
 * @param <O> what the function gives
 */
abstract class MaskedAggregate<B, O> extends Aggregator<Row, B, O> {
    private static final long serialVersionUID = 1L;

    static final ArrayType STRINGS = DataTypes.createArrayType(DataTypes.StringType);
    static final ArrayType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);

    private final String name;
    private final StructType inputs;

    /**
     * A function.
     *
     * @param name what it is called in a query
     * @param labels the type that labels are brought to
     * @param predictions the type that predictions are brought to
     */
    MaskedAggregate(String name, DataType labels, DataType predictions) {
        this.name = name;
        this.inputs = new StructType()
                .add("labels", labels)
                .add("predictions", predictions)
                .add("mask", DataTypes.createArrayType(DataTypes.BooleanType));
    }

    /**
     * Makes the function known to a session.
     *
     * <p>Not by {@code spark.udf()}, whose functions take any number of arguments and read what is not there.
     */
    final void register(SparkSession spark) {
        var function = (UserDefinedAggregator<?, ?, ?>)
                functions.udaf(this, Encoders.row(inputs)).withName(name);
        Function1<Seq<Expression>, Expression> call = arguments -> {
            requireAll(arguments.size());
            return function.scalaAggregator(arguments);
        };
        spark.sessionState().functionRegistry().createOrReplaceTempFunction(name, call, "scala_udf");
    }

    private void requireAll(int arguments) {
        if (arguments != inputs.size()) {
            throw MaskwiseException.usage(
                    "Cannot compute %s of %d arguments (must be %d: %s)",
                    name, arguments, inputs.size(), String.join(", ", inputs.fieldNames()));
        }
    }

    /**
     * Adds a row to a sum.
     *
     * @throws IllegalArgumentException if one of its labels or predictions is impossible
     */
    abstract void add(B sum, MaskedRow row);

    /** The class of the sums. */
    abstract Class<B> sumClass();

    @Override
    public final B reduce(B sum, Row row) {
        try {
            MaskedRow.of(row).ifPresent(arrays -> add(sum, arrays));
        } catch (IllegalArgumentException wrong) {
            throw MaskwiseException.input(
                    wrong, "Cannot compute %s of a row: %s", name, String.valueOf(wrong.getMessage()));
        }
        return sum;
    }

    @Override
    public final Encoder<B> bufferEncoder() {
        return Encoders.javaSerialization(sumClass());
    }
}
