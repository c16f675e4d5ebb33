package io.maskwise.spark;

import io.maskwise.text.ColumnValue;
import io.maskwise.text.CorpusRecord;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.SparkSourceOptions;
import io.maskwise.text.TableReader;
import io.maskwise.text.TableRow;
import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The table of one split.
 *
 * @param table the columns {@link #columns} of its rows, in any order of them
 * @param files the files that they stand in
 * @param kept the types of the columns that stand as one label
 */
record TableSplit(Dataset<Row> table, List<CorpusFile> files, StructType kept) {
    private static final int FILE = 0;
    private static final int NUMBER = 1;
    private static final int ID = 2;
    private static final int TEXT = 3;
    private static final int LABEL = 4;

    /** What is read of a table: the file, the row's place in it from 0 or -1, and id, text and label as bytes. */
    static Dataset<Row> columns(Dataset<Row> table, TableMetadata metadata, TableColumns columns) {
        Column[] read = new Column[LABEL + 1];
        read[FILE] = metadata.file();
        read[NUMBER] = metadata.number().orElseGet(() -> functions.lit(-1L));
        read[ID] = columns.id();
        read[TEXT] = columns.text();
        read[LABEL] = columns.label();
        return table.select(read);
    }

    /** Every row as a record, by its place. */
    JavaPairRDD<TableKey, CorpusRecord> records(SparkSourceOptions options) {
        return records(table, new Places(files), new TableReader(options));
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaPairRDD<TableKey, CorpusRecord> records(Dataset<Row> table, Places places, TableReader reader) {
        return table.toJavaRDD().mapToPair(row -> {
            CorpusFile file = places.file(row.getString(FILE));
            long number = row.getLong(NUMBER) + 1;
            CorpusRecord record = reader.read(
                    new TableRow(file.idName(), number, value(row, ID), value(row, TEXT), value(row, LABEL)));
            String reject = record instanceof RejectedRecord rejected ? rejected.reason() + rejected.detail() : "";
            return new Tuple2<>(
                    new TableKey(file.index(), number, record.position().ownId(), reject), record);
        });
    }

    private static ColumnValue value(Row row, int column) {
        if (row.isNullAt(column)) {
            return new ColumnValue.Nothing();
        }
        return row.get(column) instanceof byte[] bytes
                ? new ColumnValue.Value(bytes)
                : new ColumnValue.Values(
                        row.getList(column).stream().map(TableSplit::element).toList());
    }

    private static ColumnValue element(@Nullable Object value) {
        return value instanceof byte[] bytes ? new ColumnValue.Value(bytes) : new ColumnValue.Nothing();
    }

    /** The files by the URLs that Spark gives them. */
    private static final class Places implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Map<String, CorpusFile> files = new HashMap<>();

        Places(List<CorpusFile> files) {
            files.forEach(file -> this.files.put(new Path(file.path()).toUri().getPath(), file));
        }

        CorpusFile file(String url) {
            CorpusFile file = files.get(URI.create(url).getPath());
            if (file == null) {
                throw new IllegalStateException(
                        "Cannot place the rows of " + url + ": it was not there when files were listed");
            }
            return file;
        }
    }
}
