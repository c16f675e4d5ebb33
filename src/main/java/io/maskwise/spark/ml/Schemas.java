package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.spark.ColumnNames;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Looks for columns, and says what is wrong with them before a job runs. */
final class Schemas {

    private Schemas() {}

    /**
     * A column that is wanted.
     *
     * @param name its name
     * @param parameter the parameter that names it
     * @param must which types it may have, in words
     * @param fits whether a type is one of them
     */
    record Wanted(String name, String parameter, String must, Predicate<DataType> fits) {
        /** Token ids. */
        static Wanted tokens(String name) {
            return new Wanted(name, "tokensCol", "array<int>", Schemas::isIntegers);
        }

        /** Which of them are real. */
        static Wanted mask(String name) {
            return new Wanted(name, "maskCol", "array<boolean>", Schemas::isBooleans);
        }

        /** A label. */
        static Wanted label(String name, String parameter) {
            return new Wanted(name, parameter, "string, boolean or a number that is whole", Schemas::isLabel);
        }

        /** What orders rows. */
        static Wanted order(String name) {
            return new Wanted(
                    name,
                    "orderCol",
                    "string, or a number",
                    type -> type instanceof StringType || type instanceof NumericType);
        }

        /** Labels of tokens. */
        static Wanted labels(String name, String parameter) {
            return new Wanted(name, parameter, "array of string, boolean or numbers that are whole", Schemas::isLabels);
        }
    }

    /**
     * The column of a table.
     *
     * @throws MaskwiseException with exit 3 if there is none, or it is of another type
     */
    static StructField require(StructType table, Wanted wanted) {
        StructField field = Arrays.stream(table.fields())
                .filter(each -> each.name().equals(wanted.name()))
                .findFirst()
                .orElseThrow(() -> MaskwiseException.input(
                        "Cannot use the column %s: the table has none (it has: %s; set %s)",
                        wanted.name(), ColumnNames.listed(table), wanted.parameter()));
        if (!wanted.fits().test(field.dataType())) {
            throw MaskwiseException.input(
                    "Cannot use the column %s: it is of the type %s (must be %s; the table has: %s; set %s)",
                    wanted.name(),
                    ColumnNames.clipped(field.dataType()),
                    wanted.must(),
                    ColumnNames.listed(table),
                    wanted.parameter());
        }
        return field;
    }

    /**
     * The table with one more column.
     *
     * @throws MaskwiseException with exit 3 if it has one of this name
     */
    static StructType with(StructType table, StructField added, String parameter) {
        if (Arrays.asList(table.fieldNames()).contains(added.name())) {
            throw MaskwiseException.input(
                    "Cannot add the column %s: the table has one of this name (must be a new one; set %s)",
                    added.name(), parameter);
        }
        return table.add(added);
    }

    /** A name as Spark's expressions read it, dots and all. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static boolean isStrings(DataType type) {
        return type instanceof ArrayType array && array.elementType() instanceof StringType;
    }

    private static boolean isIntegers(DataType type) {
        return type instanceof ArrayType array && array.elementType() instanceof IntegerType;
    }

    private static boolean isBooleans(DataType type) {
        return type instanceof ArrayType array && array.elementType() instanceof BooleanType;
    }

    static boolean isLabels(DataType type) {
        return type instanceof ArrayType array && isLabel(array.elementType());
    }

    static boolean isLabel(DataType type) {
        return type instanceof StringType || type instanceof BooleanType || isNumber(type);
    }

    static boolean isNumber(DataType type) {
        return type instanceof NumericType && !(type instanceof DecimalType);
    }
}
