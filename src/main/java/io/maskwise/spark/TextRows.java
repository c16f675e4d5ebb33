package io.maskwise.spark;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** The rows of a corpus's texts, and what became of the records that are none. */
final class TextRows implements PredictionRows {
    private final JavaSparkContext spark;
    private final List<CorpusFile> files;
    private final TokenizedCorpus corpus;
    private final Broadcast<TextEncoder> encoder;
    private final PredictionOptions options;
    private final StructType kept;
    private final ReadAccount account;
    private final JavaRDD<SourceRow> records;

    TextRows(
            JavaSparkContext spark,
            List<CorpusFile> files,
            TokenizedCorpus corpus,
            TextEncoder encoder,
            PredictionOptions options,
            StructType kept) {
        this.spark = spark;
        this.files = files;
        this.corpus = corpus;
        this.options = options;
        this.kept = kept;
        this.encoder = spark.broadcast(encoder);
        this.records = ofSplit(corpus.sourceRows(), options.split());
        this.account = reading(this::count);
    }

    /** Static, as all that tasks do, so that they get nothing but what they need. */
    private static JavaRDD<SourceRow> ofSplit(JavaRDD<SourceRow> rows, String split) {
        return rows.filter(row -> row.origin().split().equals(split));
    }

    private ReadAccount count() {
        String split = options.split();
        DatasetAccount all =
                DatasetAccount.of(List.of(split), files, corpus.fileSummaries(), encoded(records, encoder));
        SplitTally tally = all.tallies().getOrDefault(split, new SplitTally());
        long read = corpus.fileSummaries().stream()
                .mapToLong(file -> file.records(split))
                .sum();
        return new ReadAccount(read, tally.extraWindows(), tally.rejected(), tally.dropped());
    }

    private static JavaRDD<DatasetRow> encoded(JavaRDD<SourceRow> records, Broadcast<TextEncoder> encoder) {
        return records.flatMap(record -> encoder.value().encode(record).iterator());
    }

    @Override
    public JavaRDD<UnlabelledRow> rows() {
        PartPlan plan = PartPlan.of(
                corpus.fileSummaries().stream().map(FileSummary::records).toList(), options.fileRows());
        return placed(records, encoder, plan);
    }

    private static JavaRDD<UnlabelledRow> placed(
            JavaRDD<SourceRow> records, Broadcast<TextEncoder> encoder, PartPlan plan) {
        return records.flatMapToPair(record -> encoder.value().encode(record).stream()
                        .filter(EncodedRow.class::isInstance)
                        .map(EncodedRow.class::cast)
                        .map(row -> new Tuple2<>(key(row, plan), encoder.value().unlabelled(record, row)))
                        .iterator())
                .repartitionAndSortWithinPartitions(new DestinationPartitioner(plan.parts()))
                .values();
    }

    private static RowKey key(EncodedRow row, PartPlan plan) {
        RowOrigin origin = row.origin();
        return new RowKey(plan.part(origin.file(), origin.ordinal()), origin.file(), origin.ordinal(), row.window());
    }

    @Override
    public ReadAccount account() {
        return account;
    }

    @Override
    public long writeRejected(Path staged) {
        return reading(() -> writeRejectedTo(staged));
    }

    private long writeRejectedTo(Path staged) {
        try (DatasetWriter writer = new DatasetWriter(spark)) {
            Map<String, Long> written =
                    writer.writeRejected(encoded(records, encoder), files, new RejectedWriter(staged.toString()));
            return written.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Override
    public List<InputFile> inputs() {
        return corpus.fileSummaries().stream()
                .flatMap(file -> file.inputs().stream())
                .toList();
    }

    @Override
    public StructType kept() {
        return kept;
    }

    @Override
    public PredictedPart completed(PredictedPart counted) {
        return counted;
    }

    @Override
    public <T> T reading(Supplier<T> action) {
        return UnreadableTable.reading(files, action);
    }

    @Override
    public void close() {
        corpus.close();
        encoder.destroy();
    }
}
