package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.Vocabulary;
import io.maskwise.training.DataDescription;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A complete prepared dataset, opened for reading. */
public final class PreparedDataset implements TrainingData {
    private final SparkSession spark;
    private final Path root;
    private final DatasetMetadata metadata;
    private final Vocabulary vocabulary;
    private final LabelTable labels;

    private PreparedDataset(SparkSession spark, Path root, DatasetMetadata metadata) throws IOException {
        this.spark = spark;
        this.root = root;
        this.metadata = metadata;
        this.vocabulary = Vocabulary.fromTsv(read(DatasetLayout.VOCABULARY), display(DatasetLayout.VOCABULARY));
        String table = DatasetLayout.labels(metadata.labelling());
        this.labels = LabelTable.fromTsv(metadata.labelling(), read(table), display(table));
        checkIdentity(DatasetLayout.VOCABULARY, vocabulary.sha256(), metadata.vocabulary());
        checkIdentity(table, labels.sha256(), metadata.labels());
    }

    /**
     * Opens a dataset.
     *
     * @param path its folder
     * @throws MaskwiseException with exit 3 if there is none, it is incomplete, of another format version, or its
     *     tables are not those that its description names
     */
    public static PreparedDataset open(SparkSession spark, String path) {
        Path root = new Path(path);
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        try {
            DatasetMetadata metadata = metadata(root, hadoop)
                    .orElseThrow(() -> MaskwiseException.input(
                            "Cannot read the dataset %s: %s (make it with the command prepare)",
                            path, absence(root, hadoop)));
            return new PreparedDataset(spark, root, metadata);
        } catch (IOException failure) {
            throw MaskwiseException.input(
                    failure, "Cannot read the dataset %s: %s", path, String.valueOf(failure.getMessage()));
        }
    }

    /** The description of the complete dataset at a path, or nothing where there is none. */
    static Optional<DatasetMetadata> metadata(Path root, Configuration hadoop) throws IOException {
        FileSystem files = HadoopFiles.fileSystem(root, hadoop);
        Path description = new Path(root, DatasetLayout.METADATA);
        if (!files.exists(new Path(root, DatasetLayout.SUCCESS)) || !files.exists(description)) {
            return Optional.empty();
        }
        return Optional.of(DatasetMetadata.fromJson(
                HadoopFiles.readText(description, hadoop), description.toUri().getPath()));
    }

    private static String absence(Path root, Configuration hadoop) {
        try {
            return HadoopFiles.fileSystem(root, hadoop).exists(root)
                    ? "it is not a complete dataset, " + DatasetLayout.SUCCESS + " or " + DatasetLayout.METADATA
                            + " is missing"
                    : "there is no such folder";
        } catch (IOException failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    /** The dataset's description. */
    public DatasetMetadata metadata() {
        return metadata;
    }

    @Override
    public DataDescription description() {
        return new DataDescription(
                labelling(),
                metadata.tokenizer(),
                tokenizerFile(),
                metadata.padding(),
                longestRow(),
                vocabulary,
                labels);
    }

    @Override
    public SortedMap<Integer, Long> rowsPerBucket(String split) {
        SortedMap<Integer, Long> rows = new TreeMap<>();
        metadata.counts(split).buckets().forEach(bucket -> rows.put(bucket.bound(), bucket.rows()));
        return rows;
    }

    @Override
    public LoadedShards load(String split, int workers) {
        return LoadedShards.load(spark, this, split, workers);
    }

    /** The SHA-256 of its description, which names its inputs, configuration and counts. */
    @Override
    public String sha256() {
        return Sha256.of(metadata.toJson());
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public LabelTable labels() {
        return labels;
    }

    @Override
    public Labelling labelling() {
        return metadata.labelling();
    }

    /** The {@code tokenizer.json} that its texts were cut by, where the tokenizer was one of Hugging Face. */
    public Optional<String> tokenizerFile() {
        if (metadata.tokenizer().kind() != TokenizerKind.HUGGING_FACE) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(DatasetLayout.TOKENIZER));
        } catch (IOException failure) {
            throw MaskwiseException.input(
                    failure,
                    "Cannot read %s: %s (prepare the dataset again)",
                    display(DatasetLayout.TOKENIZER),
                    HadoopFiles.reason(failure));
        }
    }

    /** The longest padded length of its rows. */
    public int longestRow() {
        List<Integer> bounds = metadata.bounds();
        return bounds.get(bounds.size() - 1);
    }

    /** The names of its splits, in alphabetical order. */
    public List<String> splits() {
        return List.copyOf(metadata.splits().keySet());
    }

    /**
     * The rows of a split: the columns of {@link SequenceCodec#schema}, then {@code split} string and {@code bucket}
     * int, the padded length.
     *
     * @throws MaskwiseException with exit 3 if there is no such split
     */
    public Dataset<Row> split(String name) {
        StructType schema = SequenceCodec.schema(labelling())
                .add("split", DataTypes.StringType)
                .add("bucket", DataTypes.IntegerType);
        if (metadata.counts(name).rowsWritten() == 0) {
            return spark.createDataFrame(List.of(), schema);
        }
        requireFolder(name);
        return spark.read()
                .schema(schema)
                .option("basePath", root.toString())
                .parquet(new Path(root, DatasetLayout.split(name)).toString());
    }

    /**
     * Makes sure that the files of every split are there; what is in them is not looked at.
     *
     * @throws MaskwiseException with exit 3 naming the first that is missing
     */
    public void requireFiles() {
        metadata.splits().forEach((split, counts) -> {
            for (BucketCounts bucket : counts.buckets()) {
                for (int number = 0; number < bucket.files(); number++) {
                    requirePresent(split, DatasetLayout.part(split, bucket.bound(), number));
                }
            }
        });
    }

    private void requireFolder(String split) {
        requirePresent(split, DatasetLayout.split(split));
    }

    private void requirePresent(String split, String relative) {
        Path path = new Path(root, relative);
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        try {
            if (!HadoopFiles.fileSystem(path, hadoop).exists(path)) {
                throw MaskwiseException.input(
                        "Cannot read the split %s: %s is gone (prepare the dataset again with --overwrite)",
                        split, display(relative));
            }
        } catch (IOException failure) {
            throw MaskwiseException.input(failure, "Cannot read %s: %s", path, HadoopFiles.reason(failure));
        }
    }

    private void checkIdentity(String file, String sha256, DatasetMetadata.TableIdentity expected) {
        if (!sha256.equals(expected.sha256())) {
            throw MaskwiseException.input(
                    "Cannot read %s: its SHA-256 is %s (must be %s, as %s says; prepare the dataset again)",
                    display(file), sha256, expected.sha256(), DatasetLayout.METADATA);
        }
    }

    private String read(String relative) throws IOException {
        return HadoopFiles.readText(
                new Path(root, relative), spark.sparkContext().hadoopConfiguration());
    }

    private String display(String relative) {
        return new Path(root, relative).toUri().getPath();
    }
}
