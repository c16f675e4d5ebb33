package io.maskwise.spark;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.BucketPlan;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.Vocabulary;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.StagedDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Makes a dataset from a corpus: vocabulary, labels and bucket plan, then padded rows as Parquet, published whole or
 * not at all.
 *
 * <ul>
 *   <li>The corpus is read once, one task for each file.
 *   <li>Vocabulary and labels come from the split {@link PreparationOptions#TRAINING_SPLIT}; the bucket plan from the
 *       rows of all splits, as all must fit.
 *   <li>Every record read is written, rejected with a reason, or dropped by policy, and counted as such (law L7); the
 *       windows that a long one is cut into are counted apart.
 *   <li>What fails a gate is not published.
 *   <li>The same corpus and options give the same bytes on any number of cores and executors (law L6).
 * </ul>
 */
public final class Preparation {
    private final SparkSession spark;
    private final PreparationOptions options;
    private final Optional<String> configurationFile;
    private final Configuration hadoop;
    private PreparationListener listener = PreparationListener.SILENT;

    /** Prepares with the options given, when {@link #run} is called. */
    public Preparation(SparkSession spark, PreparationOptions options) {
        this(spark, options, Optional.empty());
    }

    /**
     * Prepares with the options given, and keeps with the dataset the file that they were read from.
     *
     * @param configurationFile the resolved configuration, without {@link PreparationOptions#PLACES}
     */
    public Preparation(SparkSession spark, PreparationOptions options, String configurationFile) {
        this(spark, options, Optional.of(configurationFile));
    }

    private Preparation(SparkSession spark, PreparationOptions options, Optional<String> configurationFile) {
        this.spark = spark;
        this.options = options;
        this.configurationFile = configurationFile;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /** Tells somebody what it is at; returns itself. */
    public Preparation heardBy(PreparationListener somebody) {
        listener = somebody;
        return this;
    }

    /**
     * The dataset that is there already, made from the same files by the same options; nothing if the place is free.
     *
     * @throws MaskwiseException with exit 3 if the corpus cannot be found, exit 4 if something else is at the place,
     *     exit 5 if the dataset fails a gate
     */
    public Optional<DatasetMetadata> alreadyComplete() {
        CorpusSource corpus = find();
        try {
            Optional<DatasetMetadata> existing = new ExistingDataset(options, hadoop).requireSameOrNone(corpus.files());
            existing.ifPresent(dataset -> gates("Cannot use the complete dataset")
                    .requirePassed(
                            dataset.splits(),
                            split -> "each with its line and why: "
                                    + new Path(options.dataset().path(), DatasetLayout.REJECTED)));
            return existing;
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
    }

    /**
     * Makes the dataset.
     *
     * @param existing what to do with a dataset that is there
     * @throws MaskwiseException with exit 2 if a row fits no bucket, exit 3 if the corpus cannot be read or holds
     *     nothing to train on, exit 4 if the dataset cannot be written, exit 5 if it fails a gate
     */
    public PreparationReport run(ExistingTarget existing) {
        long start = System.nanoTime();
        CorpusSource corpus = find();
        try {
            if (existing == ExistingTarget.REPLACE) {
                new ExistingDataset(options, hadoop).requireReplaceable();
            }
            DatasetMetadata metadata = prepare(corpus, existing);
            return new PreparationReport(metadata, (System.nanoTime() - start) / 1e9);
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
    }

    /**
     * What the dataset would say of itself; nothing is written.
     *
     * @throws MaskwiseException as {@link #run}
     */
    public DatasetMetadata foresee() {
        CorpusSource source = find();
        try (TokenizedCorpus corpus = read(source)) {
            Broadcast<RowEncoder> broadcast = context().broadcast(encoder(corpus));
            try {
                return plan(new Rows(source.files(), corpus, broadcast)).metadata();
            } finally {
                broadcast.destroy();
            }
        }
    }

    private CorpusSource find() {
        return options.corpus().format().isTable()
                ? TableCorpus.open(spark, options.corpus())
                : new TextCorpus(CorpusFiles.find(options.corpus(), hadoop));
    }

    private TokenizedCorpus read(CorpusSource source) {
        long count = source.files().stream().flatMap(CorpusFile::sides).count();
        listener.began("reading and tokenising " + count + (count == 1 ? " file" : " files"));
        return source.read(context(), CorpusFileReader.of(options)).requireTrainable();
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    private DatasetMetadata prepare(CorpusSource source, ExistingTarget existing) throws IOException {
        Path target = new Path(options.dataset().path());
        try (StagedDirectory staged = StagedDirectory.create(target, existing, hadoop);
                TokenizedCorpus corpus = read(source)) {
            RowEncoder encoder = encoder(corpus);
            Broadcast<RowEncoder> broadcast = context().broadcast(encoder);
            try {
                Content content = plan(new Rows(source.files(), corpus, broadcast));
                gates("Cannot publish the dataset")
                        .requirePassed(
                                content.metadata().splits(),
                                split -> "the first: " + content.account().firstRejection(split));
                int parts = content.plan().parts().size();
                listener.began("writing " + parts + (parts == 1 ? " file" : " files"));
                write(new Rows(source.files(), corpus, broadcast), content, staged);
                DatasetMetadata metadata = content.metadata();
                writeDescription(metadata, encoder, staged);
                staged.publish();
                return metadata;
            } finally {
                broadcast.destroy();
            }
        }
    }

    private RowEncoder encoder(TokenizedCorpus corpus) {
        listener.began("counting the vocabulary");
        Labelling labelling = options.corpus().labelling();
        return new RowEncoder(
                corpus.vocabulary(options.vocabulary()),
                corpus.labels(labelling, options.vocabulary(), options.dataset().maximumLabels()),
                labelling);
    }

    /** What is to be encoded. */
    private record Rows(List<CorpusFile> files, TokenizedCorpus corpus, Broadcast<RowEncoder> encoder) {}

    private Content plan(Rows source) {
        listener.began("planning the buckets");
        DatasetAccount account = DatasetAccount.of(
                options.corpus().allSplits(),
                source.files(),
                source.corpus().fileSummaries(),
                source.corpus().tallies(source.encoder()));
        RowEncoder encoder = source.encoder().value();
        DatasetPlan plan = new DatasetPlan(
                BucketPlan.of(options.buckets(), account.histograms()),
                account,
                StoredSize.of(encoder.vocabulary(), encoder.labels(), encoder.labelling()),
                options.dataset().fileBytes());
        return new Content(account, plan, metadata(account, plan, encoder));
    }

    private Gates gates(String attempt) {
        return new Gates(options.gates(), attempt + " " + options.dataset().path());
    }

    /** What is to be written. */
    private record Content(DatasetAccount account, DatasetPlan plan, DatasetMetadata metadata) {}

    private void write(Rows rows, Content content, StagedDirectory staged) throws IOException {
        String folder = staged.path().toString();
        PartWriter parts = new PartWriter(
                folder,
                options.padding().padding(),
                options.corpus().labelling(),
                FileMetadata.of(content.metadata()),
                options.dataset().rowGroupBytes());
        try (DatasetWriter writer = new DatasetWriter(context())) {
            List<WrittenPart> written =
                    writer.writeParts(content.plan(), plan -> rows.corpus().chunks(rows.encoder(), plan), parts);
            Map<String, Long> rejected = content.account().rejects() == 0
                    ? Map.of()
                    : writer.writeRejected(
                            rows.corpus().rows(rows.encoder()), rows.files(), new RejectedWriter(folder));
            content.account().requireClosed(content.metadata().splits(), written, rejected);
        }
        staged.delete(TaskFile.ATTEMPTS);
    }

    private DatasetMetadata metadata(DatasetAccount account, DatasetPlan plan, RowEncoder encoder) {
        SortedMap<String, SplitCounts> counts = account.counts(plan);
        Vocabulary vocabulary = encoder.vocabulary();
        LabelTable labels = encoder.labels();
        return new DatasetMetadata(
                DatasetMetadata.FORMAT_VERSION,
                "maskwise",
                options.configuration(),
                options.corpus().labelling(),
                options.tokenizer().withoutPlaces(),
                options.padding(),
                plan.buckets().bounds(),
                new DatasetMetadata.TableIdentity(vocabulary.size(), vocabulary.sha256()),
                new DatasetMetadata.TableIdentity(labels.size(), labels.sha256()),
                account.inputs(),
                counts);
    }

    private void writeDescription(DatasetMetadata metadata, RowEncoder encoder, StagedDirectory staged)
            throws IOException {
        if (configurationFile.isPresent()) {
            staged.writeText(DatasetLayout.CONFIGURATION, configurationFile.get());
        }
        if (options.tokenizer().kind() == TokenizerKind.HUGGING_FACE) {
            String json = new String(options.tokenizer().huggingFace().content(), StandardCharsets.UTF_8);
            staged.writeText(DatasetLayout.TOKENIZER, json);
        }
        staged.writeText(DatasetLayout.VOCABULARY, encoder.vocabulary().toTsv());
        staged.writeText(
                DatasetLayout.labels(encoder.labelling()), encoder.labels().toTsv());
        staged.writeText(DatasetLayout.METADATA, metadata.toJson());
        staged.writeText(DatasetLayout.SUCCESS, "");
    }

    private MaskwiseException cannotWrite(IOException failure) {
        String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new MaskwiseException(
                ExitCode.OUTPUT, "Cannot write the dataset " + options.dataset().path() + ": " + why, failure);
    }
}
