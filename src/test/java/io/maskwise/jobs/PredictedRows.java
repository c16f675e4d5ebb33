package io.maskwise.jobs;

import io.maskwise.testing.SparkSessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** What is in a folder of predictions, by the rows' ids. */
final class PredictedRows {
    private final SortedMap<String, Row> rows = new TreeMap<>();

    private PredictedRows() {}

    static PredictedRows in(Path folder) {
        PredictedRows read = new PredictedRows();
        for (Row row : SparkSessions.local().read().parquet(folder.toString()).collectAsList()) {
            if (read.rows.put(row.getAs("id"), row) != null) {
                throw new AssertionError("The id " + row.getAs("id") + " stands twice in " + folder);
            }
        }
        return read;
    }

    Set<String> ids() {
        return rows.keySet();
    }

    Collection<Row> all() {
        return rows.values();
    }

    Row row(String id) {
        return Objects.requireNonNull(rows.get(id), () -> id + " is not among " + rows.keySet());
    }

    List<Object> list(String id, String column) {
        return list(row(id), column);
    }

    static List<Object> list(Row row, String column) {
        return new ArrayList<>(row.getList(row.fieldIndex(column)));
    }
}
