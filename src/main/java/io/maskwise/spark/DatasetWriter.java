package io.maskwise.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Writes a staged dataset's rows and rejects, one task for each file that it writes. */
final class DatasetWriter implements AutoCloseable {
    private final JavaSparkContext spark;
    private final Broadcast<SerializableConfiguration> hadoop;

    DatasetWriter(JavaSparkContext spark) {
        this.spark = spark;
        hadoop = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    }

    /**
     * Writes the Parquet files: each of one split and one padded length, in the order of the corpus, whatever the
     * cluster. The shuffle sorts on disk what does not fit into memory.
     *
     * @param chunks the rows that go into the files as planned
     */
    List<WrittenPart> writeParts(
            DatasetPlan plan, Function<Broadcast<DatasetPlan>, JavaPairRDD<RowKey, byte[]>> chunks, PartWriter writer) {
        Broadcast<SerializableConfiguration> configuration = hadoop;
        Broadcast<DatasetPlan> planned = spark.broadcast(plan);
        try {
            return writeParts(chunks.apply(planned), planned, configuration, writer);
        } finally {
            planned.destroy();
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static List<WrittenPart> writeParts(
            JavaPairRDD<RowKey, byte[]> chunks,
            Broadcast<DatasetPlan> planned,
            Broadcast<SerializableConfiguration> configuration,
            PartWriter writer) {
        return chunks.repartitionAndSortWithinPartitions(
                        new DestinationPartitioner(planned.value().parts().size()))
                .mapPartitionsWithIndex(
                        (part, sorted) -> List.of(writer.write(
                                        planned.value().parts().get(part),
                                        new MappedIterator<>(sorted, Tuple2::_2),
                                        configuration.value().value()))
                                .iterator(),
                        true)
                .collect();
    }

    /** Writes the rejected records and returns their number for each split that has such. */
    SortedMap<String, Long> writeRejected(JavaRDD<DatasetRow> rows, List<CorpusFile> files, RejectedWriter writer) {
        Broadcast<SerializableConfiguration> configuration = hadoop;
        List<CorpusFile> sources = new ArrayList<>(files);
        SortedMap<String, Long> rejects = new TreeMap<>();
        rows.filter(RejectedRow.class::isInstance)
                .map(RejectedRow.class::cast)
                .mapPartitionsWithIndex(
                        (file, rejected) -> List.of(writer.write(
                                        sources.get(file),
                                        rejected,
                                        configuration.value().value()))
                                .iterator(),
                        true)
                .collect()
                .forEach(ofFile -> ofFile.forEach((split, count) -> rejects.merge(split, count, Long::sum)));
        return rejects;
    }

    @Override
    public void close() {
        hadoop.destroy();
    }
}
