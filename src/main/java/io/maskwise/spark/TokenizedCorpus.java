package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.KerasWordCounts;
import io.maskwise.text.LabelSet;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.RowId;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyFile;
import io.maskwise.text.VocabularyOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
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

    private TokenizedCorpus(
            List<CorpusFile> files,
            JavaRDD<ReadItem> packed,
            LengthPolicy lengths,
            Broadcast<SerializableConfiguration> hadoop) {
        this.files = files;
        this.packed = packed.persist(StorageLevel.MEMORY_AND_DISK());
        this.items = packed.mapPartitions(RowUnpacker::unpacked);
        this.lengths = lengths;
        this.hadoop = hadoop;
    }

    /**
     * Reads the files.
     *
     * @throws MaskwiseException with exit 3 if a file cannot be read to its end, or is named and holds no record
     */
    static TokenizedCorpus read(JavaSparkContext spark, List<CorpusFile> files, CorpusFileReader reader) {
        Broadcast<SerializableConfiguration> hadoop =
                spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
        return of(files, items(spark, files, reader, hadoop), reader.lengths(), hadoop);
    }

    /**
     * Keeps what was packed of the files, in one partition for each, and looks at what they turned out to be.
     *
     * @throws MaskwiseException as {@link #read} does
     */
    static TokenizedCorpus of(
            List<CorpusFile> files,
            JavaRDD<ReadItem> packed,
            LengthPolicy lengths,
            Broadcast<SerializableConfiguration> hadoop) {
        TokenizedCorpus corpus = new TokenizedCorpus(files, packed, lengths, hadoop);
        boolean readable = false;
        try {
            corpus.summaries = summaries(corpus.packed);
            corpus.summaries.forEach(corpus::requireReadable);
            readable = true;
            return corpus;
        } finally {
            if (!readable) {
                corpus.close();
            }
        }
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaRDD<ReadItem> items(
            JavaSparkContext spark,
            List<CorpusFile> files,
            CorpusFileReader reader,
            Broadcast<SerializableConfiguration> hadoop) {
        return spark.parallelize(files, files.size())
                .mapPartitions(partition -> readItems(partition.next(), reader, hadoop.value()));
    }

    private static PushedIterator<ReadItem> readItems(
            CorpusFile file, CorpusFileReader reader, SerializableConfiguration hadoop) {
        // Packed where they are read, while their strings are in the processor's nearest memory.
        PushedIterator<ReadItem> items = new PushedIterator<>("read " + file.name(), sink -> {
            RowPacker packer = new RowPacker(sink);
            reader.read(file, hadoop.value(), packer);
            packer.end();
        });
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

    /**
     * Itself, if every split has records, and the training split an example.
     *
     * @throws MaskwiseException with exit 3 otherwise
     */
    TokenizedCorpus requireTrainable() {
        boolean trainable = false;
        try {
            requireRecords();
            requireExamples();
            trainable = true;
            return this;
        } finally {
            if (!trainable) {
                close();
            }
        }
    }

    /** Files that a pattern matched may hold none, but not all of a split. */
    private void requireRecords() {
        TreeMap<String, Long> records = new TreeMap<>();
        for (FileSummary summary : summaries) {
            records.merge(files.get(summary.file()).split(), summary.records(), Long::sum);
        }
        records.forEach((split, count) -> {
            if (count == 0) {
                throw MaskwiseException.input(
                        "Cannot read the split %s: none of its files holds a record (must be at least one)", split);
            }
        });
    }

    private void requireExamples() {
        ReadTally training = new ReadTally();
        for (FileSummary summary : summaries) {
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
        CorpusFile file = files.get(summary.file());
        if (summary.records() == 0 && !file.mayBeEmpty()) {
            throw MaskwiseException.input(
                    "Cannot read the split %s: the file %s holds no records (must hold at least one)",
                    file.split(), file.name());
        }
    }

    /**
     * Itself, if no id of an example stands twice in a split; ids made of file and line never do.
     *
     * @throws MaskwiseException with exit 3 otherwise
     */
    TokenizedCorpus requireDistinctIds() {
        List<Tuple2<String, String>> twice = examples(packed)
                .mapToPair(row -> new Tuple2<>(
                        new Tuple2<>(row.origin().split(), row.position().id()), 1L))
                .reduceByKey(Long::sum)
                .filter(count -> count._2() > 1)
                .keys()
                .takeOrdered(1, new SplitAndId());
        if (twice.isEmpty()) {
            requireNoWindowsIds();
            return this;
        }
        close();
        throw MaskwiseException.input(
                "Cannot read the split %s: the id %s stands twice in it (must be unique; set corpus.spark.id)",
                twice.get(0)._1(), twice.get(0)._2());
    }

    /** The order in which the first id that stands twice is named. */
    private static final class SplitAndId implements Comparator<Tuple2<String, String>>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(Tuple2<String, String> one, Tuple2<String, String> other) {
            int splits = one._1().compareTo(other._1());
            return splits != 0 ? splits : one._2().compareTo(other._2());
        }
    }

    /** What the files turned out to be, by their index. */
    List<FileSummary> fileSummaries() {
        return summaries;
    }

    /** An id that ends as those of windows do would be taken for one, or stand twice. */
    private void requireNoWindowsIds() {
        if (!lengths.cutsWindows()) {
            return;
        }
        List<String> likeWindows = examples(packed)
                .map(row -> row.position().id())
                .filter(RowId::isLikeThatOfWindow)
                .takeOrdered(1);
        if (!likeWindows.isEmpty()) {
            close();
            throw MaskwiseException.input(
                    "Cannot cut the corpus into windows: the id %s ends as those of windows do (must not end in # and"
                            + " digits with padding.too-long = windows; set corpus.spark.id)",
                    likeWindows.get(0));
        }
    }

    /** The vocabulary of the training split, counted on the cluster. */
    Vocabulary vocabulary(VocabularyOptions options) {
        Optional<VocabularyFile> given = options.given();
        if (given.isPresent()) {
            return given.get().vocabulary();
        }
        return kerasCounts(0)
                .map(words -> Vocabulary.ofKerasCounts(words, options))
                .orElseGet(() -> Vocabulary.ofCounts(counts(PackedPart.TOKENS, options), options));
    }

    /** The words of texts (0) or targets (1), where they are to be numbered as Keras does. */
    private Optional<KerasWordCounts> kerasCounts(int side) {
        return summaries.stream()
                .filter(summary -> !summary.words().isEmpty())
                .map(summary -> summary.words().get(side))
                .reduce(KerasWordCounts::merge);
    }

    /**
     * What the labels of the training split are: the tokens of its targets where it has such, counted likewise, else
     * all labels that occur.
     *
     * @param maximum how many labels there may be; 0 = no limit
     * @throws MaskwiseException with exit 3 if there are more
     */
    LabelTable labels(Labelling labelling, VocabularyOptions options, int maximum) {
        return labelling == Labelling.TARGET_SEQUENCE ? targetVocabulary(options) : labels(maximum);
    }

    /** The driver gets one more than there may be, so that it holds no million of them. */
    private LabelSet labels(int maximum) {
        JavaRDD<String> distinct = counted(packed, PackedPart.LABELS).keys();
        List<String> labels = maximum == 0
                ? distinct.collect()
                : distinct.take(Math.addExact(Math.min(maximum, Integer.MAX_VALUE - 1), 1));
        if (maximum != 0 && labels.size() > maximum) {
            throw MaskwiseException.input(
                    "Cannot prepare the split %s: it has %,d different labels (must be at most %,d; does the corpus's"
                            + " label name the right column or field? else raise dataset.maximum-labels)",
                    PreparationOptions.TRAINING_SPLIT, distinct.count(), maximum);
        }
        return LabelSet.of(labels);
    }

    private Vocabulary targetVocabulary(VocabularyOptions options) {
        Optional<VocabularyFile> given = options.givenTargets();
        if (given.isPresent()) {
            return given.get().targetVocabulary();
        }
        return kerasCounts(1)
                .map(words -> Vocabulary.ofKerasTargetCounts(words, options))
                .orElseGet(() -> Vocabulary.ofTargetCounts(counts(PackedPart.TARGET, options), options));
    }

    private Map<String, Long> counts(PackedPart part, VocabularyOptions options) {
        Map<String, Long> counts = new HashMap<>();
        named(counted(packed, part), options.minimumCount()).forEach(ofPartition -> ofPartition.putInto(counts));
        return counts;
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static List<NamedCounts> named(JavaPairRDD<String, Long> counted, long minimum) {
        return counted.mapPartitions(
                        counts -> List.of(NamedCounts.of(counts, minimum)).iterator())
                .collect();
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaPairRDD<String, Long> counted(JavaRDD<ReadItem> packed, PackedPart part) {
        JavaPairRDD<String, Long> ofFiles = packed.mapPartitionsToPair(items -> new MappedIterator<>(
                PackedCounts.named(items, part).entrySet().iterator(),
                count -> new Tuple2<>(count.getKey(), count.getValue())));
        // Of one file there is nothing to be added, and no need for a shuffle.
        return packed.getNumPartitions() == 1 ? ofFiles : ofFiles.reduceByKey(Long::sum);
    }

    /**
     * The tallies of each file's rows: of what was counted when they were packed, if all examples of all files become one
     * row each; else all rows are looked at.
     */
    List<Map<String, SplitTally>> tallies(Broadcast<RowEncoder> encoder) {
        if (!lengths.cutsWindows()) {
            List<Map<String, SplitTally>> counted = counted(packed, encoder);
            if (counted.size() == files.size()) {
                return counted;
            }
        }
        return DatasetAccount.tallies(rows(encoder));
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static List<Map<String, SplitTally>> counted(JavaRDD<ReadItem> packed, Broadcast<RowEncoder> encoder) {
        return packed.mapPartitions(
                        items -> PackedTally.of(items, encoder.value()).stream().iterator())
                .collect();
    }

    /** Every record as ids, whole or as windows, or as a reject or a drop, in the partitions and the order of the files. */
    JavaRDD<DatasetRow> rows(Broadcast<RowEncoder> encoder) {
        return encoded(packed, encoder, lengths);
    }

    private static JavaRDD<DatasetRow> encoded(
            JavaRDD<ReadItem> packed, Broadcast<RowEncoder> encoder, LengthPolicy policy) {
        JavaRDD<DatasetRow> whole = packed.mapPartitions(records -> PackedEncoder.encoded(records, encoder.value()));
        return policy.cutsWindows() ? whole.flatMap(row -> policy.rows(row).iterator()) : whole;
    }

    /** The rows of the dataset, in chunks for the files that they go into. */
    JavaPairRDD<RowKey, byte[]> chunks(Broadcast<RowEncoder> encoder, Broadcast<DatasetPlan> plan) {
        return lengths.cutsWindows() ? RowChunks.of(rows(encoder), plan) : chunks(packed, encoder, plan);
    }

    private static JavaPairRDD<RowKey, byte[]> chunks(
            JavaRDD<ReadItem> packed, Broadcast<RowEncoder> encoder, Broadcast<DatasetPlan> plan) {
        return packed.mapPartitionsToPair(items -> new PackedChunks(items, encoder.value(), plan.value()));
    }

    private static JavaRDD<PackedRow> examples(JavaRDD<ReadItem> packed) {
        return packed.filter(PackedRows.class::isInstance).flatMap(rows -> ((PackedRows) rows).rows());
    }

    /** Every record as it was read, in the partitions and the order of the files. */
    JavaRDD<SourceRow> sourceRows() {
        return items.filter(SourceRow.class::isInstance).map(SourceRow.class::cast);
    }

    @Override
    public void close() {
        // Waited for: a session that ends meanwhile would show its user a stack trace of Spark's.
        packed.unpersist(true);
        hadoop.destroy();
    }
}
