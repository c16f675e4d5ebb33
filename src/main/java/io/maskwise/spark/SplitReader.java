package io.maskwise.spark;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/** Reads a split in an order that neither Spark's partitions nor its cores decide. */
final class SplitReader {
    private static final String FILE = "maskwise_file";
    private static final String POSITION = "maskwise_position";
    private static final String BUCKET = "bucket";

    private final SparkSession spark;
    private final PreparedDataset dataset;
    private final String split;

    SplitReader(SparkSession spark, PreparedDataset dataset, String split) {
        this.spark = spark;
        this.dataset = dataset;
        this.split = split;
    }

    /**
     * Counts the split's rows by file.
     *
     * @throws MaskwiseException with exit 3 if there is no such split, or its files do not hold the rows that the
     *     dataset's description counts
     */
    SplitFiles files() {
        if (isEmpty()) {
            return new SplitFiles(List.of());
        }
        List<Row> counts = reading(() -> dataset.split(split)
                .select(
                        functions.col(BUCKET),
                        functions.col("_metadata.file_path").as(FILE))
                .groupBy(BUCKET, FILE)
                .count()
                .collectAsList());
        SplitFiles found = new SplitFiles(counts.stream()
                .map(row -> new FileRows(row.getInt(0), row.getString(1), row.getLong(2)))
                .toList());
        requireWhole(found);
        return found;
    }

    /**
     * Does something that reads the split's files.
     *
     * @throws MaskwiseException with exit 3 if one of them cannot be read as Parquet
     */
    <T> T reading(Supplier<T> action) {
        try {
            return action.get();
        } catch (Exception failure) { // Scala throws SparkException unchecked
            if (DamagedFile.isCauseOf(failure)) {
                throw new MaskwiseException(
                        ExitCode.INPUT,
                        "Cannot read the split " + split + ": a file of it is damaged: " + DamagedFile.reason(failure)
                                + " (prepare the dataset again with --overwrite)",
                        failure);
            }
            throw failure;
        }
    }

    /** A file that was removed, or added, would otherwise change the numbers in silence. */
    private void requireWhole(SplitFiles found) {
        SortedMap<Integer, Long> written = new TreeMap<>();
        dataset.metadata().counts(split).buckets().forEach(bucket -> written.put(bucket.bound(), bucket.rows()));
        if (!written.equals(found.rowsPerBucket())) {
            throw MaskwiseException.input(
                    "Cannot read the split %s: its files hold these rows by bucket: %s (must be %s, as %s says; prepare"
                            + " the dataset again with --overwrite)",
                    split, found.rowsPerBucket(), written, DatasetLayout.METADATA);
        }
    }

    /** The split's rows, each in the partition and at the place that the placement says; one shuffle. */
    JavaPairRDD<RowPlace, PaddedSequence> rows(RowPlacement placement, int partitions) {
        JavaPairRDD<RowPlace, PaddedSequence> placed =
                isEmpty() ? none() : placed(located(), dataset.labelling(), placement);
        return placed.repartitionAndSortWithinPartitions(new DestinationPartitioner(partitions));
    }

    /** Some of the split's rows, in the order of buckets and ranks; see {@link SplitSample}. */
    List<PaddedSequence> sample(int rows) {
        SplitSample sample = SplitSample.of(files().files(), rows);
        Optional<Column> chosen = sample.positions().entrySet().stream()
                .map(file -> at(file.getKey(), file.getValue()))
                .reduce(Column::or);
        return chosen.map(column ->
                        reading(() -> located().where(column).orderBy(BUCKET, FILE, POSITION).collectAsList().stream()
                                .map(row -> SequenceCodec.decode(row, dataset.labelling()))
                                .toList()))
                .orElse(List.of());
    }

    private static Column at(FileRows file, List<Long> positions) {
        return functions
                .col(BUCKET)
                .equalTo(file.bucket())
                .and(functions.col(FILE).equalTo(file.file()))
                .and(functions.col(POSITION).isin(positions.toArray()));
    }

    /** A split without rows has no file, and Spark then offers no {@code _metadata}. */
    private boolean isEmpty() {
        return dataset.metadata().counts(split).rowsWritten() == 0;
    }

    private Dataset<Row> located() {
        return dataset.split(split)
                .select(
                        functions.col("*"),
                        functions.col("_metadata.file_path").as(FILE),
                        functions.col("_metadata.row_index").as(POSITION));
    }

    private JavaPairRDD<RowPlace, PaddedSequence> none() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelizePairs(List.<Tuple2<RowPlace, PaddedSequence>>of(), 1);
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaPairRDD<RowPlace, PaddedSequence> placed(
            Dataset<Row> rows, Labelling labelling, RowPlacement placement) {
        return rows.toJavaRDD().mapToPair(row -> {
            RowPlace place = placement.place(row.getAs(BUCKET), row.getAs(FILE), row.getAs(POSITION));
            return new Tuple2<>(place, SequenceCodec.decode(row, labelling));
        });
    }
}
