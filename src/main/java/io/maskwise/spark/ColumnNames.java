package io.maskwise.spark;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The columns of a table and their types, as messages name them. */
public final class ColumnNames {
    private static final int LISTED = 20;
    private static final int LONGEST_TYPE = 60;

    private ColumnNames() {}

    /** The columns that there are, with their types; the first of many. */
    public static String listed(StructType table) {
        String all = Arrays.stream(table.fields())
                .limit(LISTED)
                .map(field -> field.name() + " " + clipped(field.dataType()))
                .collect(Collectors.joining(", "));
        return table.size() > LISTED ? all + " and " + (table.size() - LISTED) + " more" : all;
    }

    /** A type's name, or how it begins. */
    public static String clipped(DataType type) {
        String name = type.simpleString();
        return name.length() > LONGEST_TYPE ? name.substring(0, LONGEST_TYPE) + "…" : name;
    }
}
