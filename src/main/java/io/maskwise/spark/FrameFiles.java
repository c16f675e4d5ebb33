package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.SparkSourceOptions;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A DataFrame as files of a corpus, Parquet of {@value #ROWS} rows each.
 *
 * <p>Rows stand in them in the DataFrame's order: the same rows give the same bytes and the same ids, however Spark has cut
 * them and on however many cores.
 */
public final class FrameFiles {
    /** How many rows a file has. */
    static final int ROWS = 50_000;

    private final String split;
    private final Dataset<Row> rows;
    private final SparkSourceOptions options;
    private final TableColumns columns;

    private FrameFiles(String split, Dataset<Row> rows, SparkSourceOptions options) {
        this.split = split;
        this.rows = rows;
        this.options = options;
        this.columns =
                new TableColumns(split, rows.schema(), options, KeptColumns.NONE, TableColumns.Wording.OF_FRAMES);
    }

    /**
     * The columns of a DataFrame that a corpus needs, and no others.
     *
     * @param split which split of the corpus it is
     * @param options which columns these are
     * @throws MaskwiseException with exit 3 naming a column that is missing or of a wrong type, and those that there are
     */
    public static FrameFiles ofExamples(String split, Dataset<Row> frame, SparkSourceOptions options) {
        FrameFiles all = ofAll(split, frame, options);
        Column[] needed = all.named().values().stream()
                .map(name -> outermost(frame.schema(), name))
                .distinct()
                .map(name -> frame.col(quoted(name)))
                .toArray(Column[]::new);
        return new FrameFiles(split, frame.select(needed), options);
    }

    /**
     * All columns of a DataFrame.
     *
     * @throws MaskwiseException as {@link #ofExamples} does
     */
    public static FrameFiles ofAll(String split, Dataset<Row> frame, SparkSourceOptions options) {
        FrameFiles all = new FrameFiles(split, frame, options);
        all.values();
        return all;
    }

    /** The files of a split, as a pattern of names below the corpus's folder. */
    public static String pattern(String split) {
        return split + "/*.parquet";
    }

    /** Whether a column of a DataFrame holds arrays; not, where there is none. */
    public static boolean isArray(Dataset<Row> frame, String column) {
        return new TableColumns("", frame.schema(), SparkSourceOptions.DEFAULT, KeptColumns.NONE).isArray(column);
    }

    /** The id of each row, where a column says it. */
    public Optional<Column> id() {
        return options.id().isEmpty()
                ? Optional.empty()
                : Optional.of(columns.id().cast("string"));
    }

    /** The names of the columns that are read, by the keys of the options that say so. */
    private Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("text", options.text());
        if (options.labelled()) {
            named.put("label", options.label());
        }
        if (!options.id().isEmpty()) {
            named.put("id", options.id());
        }
        return named;
    }

    /** The columns that are read, in the same order. */
    private List<Column> values() {
        List<Column> values = new ArrayList<>(List.of(columns.text()));
        if (options.labelled()) {
            values.add(columns.label());
        }
        if (!options.id().isEmpty()) {
            values.add(columns.id());
        }
        return values;
    }

    private static String outermost(StructType table, String name) {
        List<String> names = Arrays.asList(table.fieldNames());
        return names.contains(name)
                ? name
                : names.stream()
                        .filter(outer -> name.startsWith(outer + "."))
                        .findFirst()
                        .orElse(name);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /**
     * What was written.
     *
     * @param folder the folder of the files
     * @param rows how many rows
     * @param nulls how many of them are null in a column that is read, by its name, as far as any are
     */
    public record Written(Path folder, long rows, Map<String, Long> nulls) {
        public Written {
            nulls = Collections.unmodifiableMap(new LinkedHashMap<>(nulls));
        }
    }

    /**
     * Writes the files.
     *
     * @param corpus the corpus's folder
     * @throws MaskwiseException with exit 3 if there is no row, or a column that is read is null in all of them; exit 4 if
     *     they cannot be written
     */
    public Written write(Path corpus) {
        Path folder = new Path(corpus, split);
        JavaRDD<Row> kept = rows.javaRDD().persist(StorageLevel.MEMORY_AND_DISK()); // else asked for twice
        try {
            List<Long> sizes = sizes(kept);
            long count = sizes.stream().mapToLong(Long::longValue).sum();
            if (count == 0) {
                throw MaskwiseException.input(
                        "Cannot read the split %s: its DataFrame has no rows (must have at least one)", split);
            }
            write(numbered(kept, sizes), files(count), folder);
            Written written = new Written(folder, count, nulls(folder));
            requireValues(written);
            return written;
        } catch (IOException failure) {
            throw MaskwiseException.output(failure, "Cannot write %s: %s", folder, HadoopFiles.reason(failure));
        } finally {
            kept.unpersist();
        }
    }

    private static int files(long count) {
        return Math.toIntExact((count + ROWS - 1) / ROWS);
    }

    /** Static, as what follows, so that the tasks get nothing but what they need. */
    private static List<Long> sizes(JavaRDD<Row> rows) {
        return rows.mapPartitions(part -> {
                    long size = 0;
                    while (part.hasNext()) {
                        part.next();
                        size++;
                    }
                    return List.of(size).iterator();
                })
                .collect();
    }

    private static JavaPairRDD<FrameKey, Row> numbered(JavaRDD<Row> rows, List<Long> sizes) {
        List<Long> begins = new ArrayList<>();
        long begin = 0;
        for (long size : sizes) {
            begins.add(begin);
            begin += size;
        }
        return JavaPairRDD.fromJavaRDD(
                rows.mapPartitionsWithIndex((part, ofPart) -> new Numbered(ofPart, begins.get(part)), true));
    }

    private static final class Numbered implements Iterator<Tuple2<FrameKey, Row>> {
        private final Iterator<Row> rows;
        private long next;

        Numbered(Iterator<Row> rows, long first) {
            this.rows = rows;
            this.next = first;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Tuple2<FrameKey, Row> next() {
            return new Tuple2<>(new FrameKey(next++), rows.next());
        }
    }

    private void write(JavaPairRDD<FrameKey, Row> numbered, int files, Path folder) throws IOException {
        JavaRDD<Row> sorted = numbered.repartitionAndSortWithinPartitions(new DestinationPartitioner(files))
                .values();
        rows.sparkSession()
                .createDataFrame(sorted, rows.schema())
                .write()
                .option("maxRecordsPerFile", 0)
                .option("compression", "snappy")
                .parquet(folder.toString());
        rename(folder);
    }

    /** Spark's own names differ each time; ids are made of names. */
    private void rename(Path folder) throws IOException {
        FileSystem storage = HadoopFiles.fileSystem(folder, hadoop());
        int number = 0;
        for (FileStatus file : HadoopFiles.list(folder, hadoop())) {
            if (file.getPath().getName().startsWith("part-")) {
                Path named = new Path(folder, String.format(Locale.ROOT, "%s-%05d.parquet", split, number++));
                if (!storage.rename(file.getPath(), named)) {
                    throw new IOException("the file system refused to rename " + file.getPath());
                }
            }
        }
    }

    private Configuration hadoop() {
        return rows.sparkSession().sparkContext().hadoopConfiguration();
    }

    private Map<String, Long> nulls(Path folder) {
        List<Column> counts = new ArrayList<>();
        values().forEach(value -> counts.add(functions.count(functions.when(value.isNull(), 1))));
        Row counted = rows.sparkSession()
                .read()
                .schema(rows.schema())
                .parquet(folder.toString())
                .select(counts.toArray(Column[]::new))
                .first();
        Map<String, Long> nulls = new LinkedHashMap<>();
        int at = 0;
        for (String name : named().values()) {
            long ofColumn = counted.getLong(at++);
            if (ofColumn > 0) {
                nulls.put(name, ofColumn);
            }
        }
        return nulls;
    }

    private void requireValues(Written written) {
        named().forEach((key, name) -> {
            if (written.nulls().getOrDefault(name, 0L) == written.rows()) {
                throw MaskwiseException.input(
                        "Cannot read the split %s: the column %s of its DataFrame is null in all of %d rows (it has: %s;"
                                + " name another column by .%s(\"...\"))",
                        split, name, written.rows(), columns.listed(), key);
            }
        });
    }
}
