package io.maskwise.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of a table that go with its rows to where these are predicted.
 *
 * <p>They travel as the row's one label, a JSON object, so that they are truncated, packed and shuffled with the text as any
 * label is; texts go as their bytes, as Spark would change those that are no UTF-8.
 *
 * @param names the columns' names
 */
record KeptColumns(List<String> names) implements Serializable {
    static final KeptColumns NONE = new KeptColumns(List.of());

    /** What their label is called where one must have a name. */
    static final String LABEL = "kept";

    /** By UTC, whose offset has no seconds; what cannot be read back is an error, and not null. */
    private static final Map<String, String> EXACT = Map.of(
            "timeZone", "UTC",
            "mode", "FAILFAST",
            "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
            "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
            "dateFormat", "yyyy-MM-dd");

    KeptColumns {
        names = List.copyOf(names);
    }

    /** The label that they are, in UTF-8. */
    Column label(StructType types) {
        Column[] columns =
                names.stream().map(name -> functions.col(quoted(name))).toArray(Column[]::new);
        StructField[] fields = types.fields();
        for (int i = 0; i < columns.length; i++) {
            Column exact = fields[i].dataType() instanceof StringType ? columns[i].cast("binary") : columns[i];
            columns[i] = exact.as(names.get(i));
        }
        return functions.to_json(functions.struct(columns), EXACT).cast("binary");
    }

    /** The rows with the columns themselves, in place of the one that holds their label. */
    Dataset<Row> restored(Dataset<Row> rows, StructType types) {
        if (names.isEmpty()) {
            return rows.drop(LABEL);
        }
        StructType written = new StructType();
        for (StructField field : types.fields()) {
            written = written.add(
                    field.name(), field.dataType() instanceof StringType ? DataTypes.BinaryType : field.dataType());
        }
        Dataset<Row> read = rows.withColumn(LABEL, functions.from_json(functions.col(LABEL), written, EXACT));
        for (StructField field : types.fields()) {
            Column value = functions.col(LABEL).getField(field.name());
            read = read.withColumn(field.name(), value.cast(field.dataType()));
        }
        return read.drop(LABEL);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
