package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.LabelSet;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/**
 * A corpus read once, as tokens, by one task for each file.
 *
 * <p>Partition {@code i} holds the rows of file {@code i} in order. Between the passes they wait packed, in memory as far as
 * they fit, else on disk.
 */
final class TokenizedCorpus implements AutoCloseable {
    private final List<CorpusFile> files;
    private final JavaRDD<ReadItem> packed;
    private final JavaRDD<ReadItem> items;
    private final LengthPolicy lengths;
    private final Broadcast<SerializableConfiguration> hadoop;
    private List<FileSummary> summaries = List.of();

    private TokenizedCorpus(JavaSparkContext spark, List<CorpusFile> files, CorpusFileReader reader) {
        this.files = files;
        this.lengths = reader.lengths();
        this.hadoop = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
        this.packed = packed(spark, files, reader, hadoop);
        this.items = packed.mapPartitions(RowUnpacker::unpacked);
    }

    /**
     * Reads the files.
     *
     * @throws MaskwiseException with exit 3 if a file cannot be read to its end, holds no record, or no record of the
     *     training split is an example
     */
    static TokenizedCorpus read(JavaSparkContext spark, List<CorpusFile> files, CorpusFileReader reader) {
        TokenizedCorpus corpus = new TokenizedCorpus(spark, files, reader);
        boolean readable = false;
        try {
            corpus.summaries = summaries(corpus.packed);
            corpus.requireExamples();
            readable = true;
            return corpus;
        } finally {
            if (!readable) {
                corpus.close();
            }
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaRDD<ReadItem> packed(
            JavaSparkContext spark,
            List<CorpusFile> files,
            CorpusFileReader reader,
            Broadcast<SerializableConfiguration> hadoop) {
        return spark.parallelize(files, files.size())
                .mapPartitions(partition -> RowPacker.packed(readItems(partition.next(), reader, hadoop.value())))
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    private static PushedIterator<ReadItem> readItems(
            CorpusFile file, CorpusFileReader reader, SerializableConfiguration hadoop) {
        PushedIterator<ReadItem> items =
                new PushedIterator<>("read " + file.name(), sink -> reader.read(file, hadoop.value(), sink));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> items.close());
        return items;
    }

    private static List<FileSummary> summaries(JavaRDD<ReadItem> items) {
        List<FileSummary> summaries = new ArrayList<>(items.filter(FileSummary.class::isInstance)
                .map(FileSummary.class::cast)
                .collect());
        summaries.sort(Comparator.comparingInt(FileSummary::file));
        return summaries;
    }

    private void requireExamples() {
        ReadTally training = new ReadTally();
        for (FileSummary summary : summaries) {
            requireReadable(summary);
            ReadTally ofFile = summary.splits().get(PreparationOptions.TRAINING_SPLIT);
            if (ofFile != null) {
                training.merge(ofFile);
            }
        }
        if (training.records() == 0) {
            throw MaskwiseException.input(
                    "Cannot prepare the split %s: every record of its files is held out (lower"
                            + " corpus.hold-out.fractions, or change corpus.hold-out.seed)",
                    PreparationOptions.TRAINING_SPLIT);
        }
        if (training.examples() == 0) {
            throw MaskwiseException.input(
                    "Cannot prepare the split %s: no record is left of %d, %s",
                    PreparationOptions.TRAINING_SPLIT, training.records(), training.losses());
        }
    }

    private void requireReadable(FileSummary summary) {
        if (!summary.failure().isEmpty()) {
            throw MaskwiseException.input("%s", summary.failure());
        }
        if (summary.records() == 0) {
            CorpusFile file = files.get(summary.file());
            throw MaskwiseException.input(
                    "Cannot read the split %s: the file %s holds no records (must hold at least one)",
                    file.split(), file.name());
        }
    }

    /** What the files turned out to be, by their index. */
    List<FileSummary> fileSummaries() {
        return summaries;
    }

    /** The vocabulary of the training split, counted on the cluster. */
    Vocabulary vocabulary(VocabularyOptions options) {
        return Vocabulary.ofCounts(counts(TokenizedExample::tokens, options), options);
    }

    /**
     * What the labels of the training split are: the tokens of its targets where it has such, counted likewise, else
     * all labels that occur.
     *
     * @param maximum how many labels there may be; 0 = no limit
     * @throws MaskwiseException with exit 3 if there are more
     */
    LabelTable labels(Labelling labelling, VocabularyOptions options, int maximum) {
        return labelling == Labelling.TARGET_SEQUENCE
                ? Vocabulary.ofTargetCounts(counts(TokenizedExample::target, options), options)
                : labels(maximum);
    }

    /** The driver gets one more than there may be, so that it holds no million of them. */
    private LabelSet labels(int maximum) {
        JavaRDD<String> distinct = training(TokenizedExample::labels)
                .mapPartitions(labels -> counted(labels).keySet().iterator())
                .distinct();
        List<String> labels = maximum == 0 ? distinct.collect() : distinct.take(maximum + 1);
        if (maximum != 0 && labels.size() > maximum) {
            throw MaskwiseException.input(
                    "Cannot prepare the split %s: it has %,d different labels (must be at most %,d; does the corpus's"
                            + " label name the right column or field? else raise dataset.maximum-labels)",
                    PreparationOptions.TRAINING_SPLIT, distinct.count(), maximum);
        }
        return LabelSet.of(labels);
    }

    private Map<String, Long> counts(
            SerializableFunction<TokenizedExample, List<String>> part, VocabularyOptions options) {
        long minimum = options.minimumCount();
        return training(part)
                .mapPartitionsToPair(tokens -> pairs(counted(tokens)))
                .reduceByKey(Long::sum)
                .filter(count -> count._2() >= minimum)
                .collectAsMap();
    }

    /** How often each stands among the names of a task. */
    private static Map<String, long[]> counted(Iterator<String> names) {
        Map<String, long[]> counts = new HashMap<>();
        names.forEachRemaining(name -> counts.computeIfAbsent(name, unseen -> new long[1])[0]++);
        return counts;
    }

    private static Iterator<Tuple2<String, Long>> pairs(Map<String, long[]> counts) {
        return new MappedIterator<>(
                counts.entrySet().iterator(), count -> new Tuple2<>(count.getKey(), count.getValue()[0]));
    }

    /** Every record as ids, whole or as windows, or as a reject or a drop, in the partitions and the order of the files. */
    JavaRDD<DatasetRow> rows(Broadcast<RowEncoder> encoder) {
        LengthPolicy policy = lengths;
        return items.filter(SourceRow.class::isInstance)
                .flatMap(item ->
                        policy.rows(encoder.value().encode((SourceRow) item)).iterator());
    }

    @Override
    public void close() {
        packed.unpersist();
        hadoop.destroy();
    }

    private JavaRDD<String> training(SerializableFunction<TokenizedExample, List<String>> part) {
        return items.filter(SourceRow.class::isInstance)
                .map(SourceRow.class::cast)
                .filter(row -> row.origin().split().equals(PreparationOptions.TRAINING_SPLIT)
                        && row.record() instanceof TokenizedExample)
                .flatMap(row -> part.apply((TokenizedExample) row.record()).iterator());
    }

    /** A function that may travel to executors. */
    private interface SerializableFunction<A, B> extends Function<A, B>, Serializable {}
}
