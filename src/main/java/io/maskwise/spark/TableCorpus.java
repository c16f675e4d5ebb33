package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.CorpusRecord;
import io.maskwise.text.SparkSourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * A corpus of tables that a source of Spark reads, such as Parquet files.
 *
 * <p>Spark cuts files as it likes; one shuffle brings the rows of file {@code i} into partition {@code i}, in the order
 * that they have in the file, or in that of their ids where the source knows none.
 */
final class TableCorpus implements CorpusSource {
    private final SparkSourceOptions options;
    private final List<TableSplit> splits;

    private TableCorpus(SparkSourceOptions options, List<TableSplit> splits) {
        this.options = options;
        this.splits = splits;
    }

    /**
     * Finds the files of every split, in the order of the splits' names, and looks at their columns.
     *
     * @throws MaskwiseException with exit 2 if Spark knows no such source or it cannot be used so, exit 3 if there are no
     *     such files, or they have no such columns
     */
    static TableCorpus open(SparkSession spark, CorpusOptions corpus) {
        return open(spark, corpus, KeptColumns.NONE);
    }

    /**
     * As {@link #open(SparkSession, CorpusOptions)}, of rows whose label is their columns that are to be kept.
     *
     * @throws MaskwiseException also with exit 3 if there is no such column, or it cannot be kept
     */
    static TableCorpus open(SparkSession spark, CorpusOptions corpus, KeptColumns kept) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        try {
            CorpusFolder folder = CorpusFolder.open(corpus.path(), hadoop);
            TableFinder finder = new TableFinder(spark, corpus.spark(), folder, kept);
            List<TableSplit> splits = new ArrayList<>();
            int files = 0;
            for (String split : corpus.splits().keySet()) {
                TableSplit found = finder.find(split, corpus.files(split), files);
                splits.add(found);
                files += found.files().size();
            }
            return new TableCorpus(corpus.spark(), splits);
        } catch (IOException failure) {
            throw MaskwiseException.input(
                    failure, "Cannot read the corpus %s: %s", corpus.path(), String.valueOf(failure.getMessage()));
        }
    }

    /** The types of the columns that are kept; none where none is. */
    StructType kept() {
        return splits.isEmpty() ? new StructType() : splits.get(0).kept();
    }

    @Override
    public List<CorpusFile> files() {
        return splits.stream().flatMap(split -> split.files().stream()).toList();
    }

    @Override
    public TokenizedCorpus read(JavaSparkContext spark, CorpusFileReader reader) {
        List<CorpusFile> files = files();
        Broadcast<SerializableConfiguration> hadoop =
                spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
        return UnreadableTable.reading(files, () -> {
            TokenizedCorpus corpus =
                    TokenizedCorpus.of(files, items(records(), files, reader, hadoop), reader.lengths(), hadoop);
            return options.id().isEmpty() ? corpus : corpus.requireDistinctIds();
        });
    }

    private JavaPairRDD<TableKey, CorpusRecord> records() {
        return splits.stream()
                .map(split -> split.records(options))
                .reduce(JavaPairRDD::union)
                .orElseThrow();
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaRDD<ReadItem> items(
            JavaPairRDD<TableKey, CorpusRecord> records,
            List<CorpusFile> files,
            CorpusFileReader reader,
            Broadcast<SerializableConfiguration> hadoop) {
        List<CorpusFile> sources = new ArrayList<>(files);
        return records.repartitionAndSortWithinPartitions(new DestinationPartitioner(files.size()))
                .mapPartitionsWithIndex(
                        (file, sorted) -> new RecordItems(
                                reader,
                                sources.get(file),
                                new Values(sorted),
                                hadoop.value().value()),
                        true);
    }

    /** The records without their keys. */
    private record Values(Iterator<Tuple2<TableKey, CorpusRecord>> sorted) implements Iterator<CorpusRecord> {
        @Override
        public boolean hasNext() {
            return sorted.hasNext();
        }

        @Override
        public CorpusRecord next() {
            return sorted.next()._2();
        }
    }
}
