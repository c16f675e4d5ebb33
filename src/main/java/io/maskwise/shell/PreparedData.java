package io.maskwise.shell;

import io.maskwise.MaskwiseException;
import io.maskwise.jobs.DatasetText;
import io.maskwise.report.Figures;
import io.maskwise.spark.DatasetMetadata;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.spark.SplitCounts;
import io.maskwise.text.LabelSet;
import io.maskwise.text.Labelling;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A prepared dataset.
 *
 * <p>What a function of a query takes along of it, in a task, are its folder and its labels.
 */
public final class PreparedData implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final StructType REJECTED = new StructType()
            .add("split", DataTypes.StringType)
            .add("file", DataTypes.StringType)
            .add("line", DataTypes.LongType)
            .add("reason", DataTypes.StringType)
            .add("detail", DataTypes.StringType);

    private final transient SparkSession spark;
    private final transient PreparedDataset dataset;
    private final String path;
    private final String[] labels;

    private PreparedData(SparkSession spark, String path, PreparedDataset dataset) {
        this.spark = spark;
        this.dataset = dataset;
        this.path = path;
        this.labels = dataset.labels() instanceof LabelSet set ? set.labels().toArray(String[]::new) : new String[0];
    }

    static PreparedData open(SparkSession spark, String path) {
        return new PreparedData(spark, path, PreparedDataset.open(spark, path));
    }

    /** Its folder. */
    public String path() {
        return path;
    }

    /** Where every row went, split by split: read, written, rejected, dropped. */
    public String account() {
        return DatasetText.account(metadata()).stripTrailing();
    }

    /** The names of its splits. */
    public String[] splits() {
        return dataset.splits().toArray(String[]::new);
    }

    /** The names of its labels, by their ids; none where labels are texts themselves. */
    public String[] labels() {
        return labels.clone();
    }

    /** All rows: id, tokens, mask, length, label or labels, split and bucket. */
    public Dataset<Row> df() {
        return dataset.splits().stream()
                .map(dataset::split)
                .reduce(Dataset::union)
                .orElseThrow();
    }

    /**
     * The rows of a split.
     *
     * @throws io.maskwise.MaskwiseException with exit 3 if there is no such split
     */
    public Dataset<Row> df(String split) {
        return Work.of(spark).calling(() -> dataset.split(split));
    }

    /** The rows that were rejected: split, file, line, reason and detail. */
    public Dataset<Row> rejected() {
        Path folder = new Path(path, "_maskwise/rejected");
        try {
            boolean any = HadoopFiles.fileSystem(folder, spark.sparkContext().hadoopConfiguration())
                    .exists(folder);
            return any
                    ? spark.read().schema(REJECTED).json(folder.toString())
                    : spark.createDataFrame(List.of(), REJECTED);
        } catch (IOException failure) {
            throw MaskwiseException.input(failure, "Cannot read %s: %s", folder, HadoopFiles.reason(failure));
        }
    }

    SparkSession spark() {
        return spark;
    }

    Labelling labelling() {
        return dataset.labelling();
    }

    /** The column of the texts that it was made of, if these were a table's. */
    Optional<String> textColumn() {
        return Optional.ofNullable(metadata().configuration().get("corpus.spark.text"))
                .filter(column -> List.of("parquet", "spark")
                        .contains(metadata().configuration().getOrDefault("corpus.format", "")));
    }

    private DatasetMetadata metadata() {
        return dataset.metadata();
    }

    /** Its folder, rows and sizes, in one line. */
    @Override
    public String toString() {
        DatasetMetadata all = metadata();
        String rows = all.splits().entrySet().stream()
                .map(split ->
                        split.getKey() + " " + Figures.count(split.getValue().rowsWritten()))
                .collect(Collectors.joining(", "));
        long rejected = all.total(SplitCounts::rowsRejected);
        long dropped = all.total(SplitCounts::rowsDropped);
        return path + ": rows " + rows + " (" + Figures.count(rejected) + " rejected, " + Figures.count(dropped)
                + " dropped), " + Figures.count(all.vocabulary().size()) + " token ids, "
                + Figures.count(all.labels().size()) + " label ids, padding efficiency "
                + Figures.percentage(all.paddingEfficiency());
    }
}
