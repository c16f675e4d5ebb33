package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.LabelLevel;
import io.maskwise.text.SparkSourceOptions;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a split's table that are read, as bytes in UTF-8 or arrays of such.
 *
 * <p>Bytes, because Spark makes a text of those that are no UTF-8 without a word.
 */
final class TableColumns {

    private final String split;
    private final StructType table;
    private final SparkSourceOptions options;
    private final KeptColumns kept;
    private final Wording wording;

    TableColumns(String split, StructType table, SparkSourceOptions options, KeptColumns kept) {
        this(split, table, options, kept, Wording.OF_FILES);
    }

    TableColumns(String split, StructType table, SparkSourceOptions options, KeptColumns kept, Wording wording) {
        this.split = split;
        this.table = table;
        this.options = options;
        this.kept = kept;
        this.wording = wording;
    }

    /** In which words a column is missed, which are those by which it was named. */
    enum Wording {
        /** By the key of a configuration. */
        OF_FILES("table", "set corpus.spark.%s", "corpus.spark.level = token"),
        /** By a method of a builder. */
        OF_FRAMES("DataFrame", "name the column by .%s(\"...\")", ".set(\"corpus.spark.level\", \"token\")");

        private final String table;
        private final String remedy;
        private final String perToken;

        Wording(String table, String remedy, String perToken) {
            this.table = table;
            this.remedy = remedy;
            this.perToken = perToken;
        }

        private String remedy(String key) {
            return remedy.replace("%s", key);
        }
    }

    /** A column of the table, or a field in one. */
    private record Found(Column column, DataType type) {}

    /** @throws MaskwiseException with exit 3 if there is no such column, or it is neither a string nor an array of such */
    Column text() {
        boolean tokens = options.labelled() && options.level() == LabelLevel.TOKEN;
        Found found = find(options.text(), "text");
        if (isArrayOf(found, TableColumns::isString)) {
            return bytes(found);
        }
        if (!tokens && isString(found.type())) {
            return bytes(found);
        }
        throw wrongType(
                options.text(),
                "text",
                found,
                tokens ? "array<string>, as each token has a label" : "string, or array<string> of tokens");
    }

    /** @throws MaskwiseException with exit 3 if there is no such column, or its values are no labels */
    Column label() {
        if (!kept.names().isEmpty()) {
            return kept.label(kept());
        }
        if (!options.labelled()) {
            return functions.lit(null);
        }
        Found found = find(options.label(), "label");
        boolean fits =
                options.level() == LabelLevel.TOKEN ? isArrayOf(found, TableColumns::isName) : isName(found.type());
        if (!fits) {
            throw wrongType(
                    options.label(),
                    "label",
                    found,
                    options.level() == LabelLevel.TOKEN
                            ? "array of string, whole numbers or boolean, one for each token"
                            : "string, a whole number or boolean; of an array, " + wording.perToken);
        }
        return bytes(found);
    }

    /** @throws MaskwiseException with exit 3 if there is no such column, or its values are no ids */
    Column id() {
        if (options.id().isEmpty()) {
            return functions.lit(null);
        }
        Found found = find(options.id(), "id");
        if (!isName(found.type()) || found.type() instanceof BooleanType) {
            throw wrongType(options.id(), "id", found, "string or a whole number");
        }
        return bytes(found);
    }

    /** Whether there is such a column, and it holds arrays. */
    boolean isArray(String name) {
        return at(Optional.empty(), table, name)
                .map(found -> found.type() instanceof ArrayType)
                .orElse(false);
    }

    /** The types of the columns that are kept. */
    StructType kept() {
        StructType types = new StructType();
        for (String name : kept.names()) {
            Optional<StructField> field = Arrays.stream(table.fields())
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            types = types.add(field.orElseThrow(() -> MaskwiseException.input(
                    "Cannot keep the column %s: the table of the split %s has none (it has: %s; set predict.keep)",
                    name, split, listed())));
        }
        return types;
    }

    private Found find(String name, String key) {
        return at(Optional.empty(), table, name)
                .orElseThrow(() -> MaskwiseException.input(
                        "Cannot read the split %s: its %s has no column %s (it has: %s; %s)",
                        split, wording.table, name, listed(), wording.remedy(key)));
    }

    /** The field of that name, or else of the path that the name is. */
    private static Optional<Found> at(Optional<Column> outer, StructType struct, String name) {
        for (StructField field : struct.fields()) {
            if (field.name().equals(name)) {
                return Optional.of(new Found(column(outer, name), field.dataType()));
            }
        }
        for (StructField field : struct.fields()) {
            if (name.startsWith(field.name() + ".") && field.dataType() instanceof StructType inner) {
                String rest = name.substring(field.name().length() + 1);
                Optional<Found> found = at(Optional.of(column(outer, field.name())), inner, rest);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Column column(Optional<Column> outer, String name) {
        return outer.map(column -> column.getField(name))
                .orElseGet(() -> functions.col("`" + name.replace("`", "``") + "`"));
    }

    private static Column bytes(Found found) {
        return found.type() instanceof ArrayType
                ? found.column().cast("array<string>").cast("array<binary>")
                : found.column().cast("string").cast("binary");
    }

    private static boolean isArrayOf(Found found, Predicate<DataType> element) {
        return found.type() instanceof ArrayType array && element.test(array.elementType());
    }

    private static boolean isString(DataType type) {
        return type instanceof StringType;
    }

    /** Whether values of the type are written in one way only, as a fraction is not. */
    private static boolean isName(DataType type) {
        return isString(type)
                || type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType
                || type instanceof BooleanType
                || (type instanceof DecimalType decimal && decimal.scale() == 0);
    }

    private MaskwiseException wrongType(String name, String key, Found found, String must) {
        return MaskwiseException.input(
                "Cannot read the split %s: its column %s is of the type %s (must be %s; it has: %s; %s)",
                split, name, ColumnNames.clipped(found.type()), must, listed(), wording.remedy(key));
    }

    /** The columns that there are, with their types. */
    String listed() {
        return ColumnNames.listed(table);
    }
}
