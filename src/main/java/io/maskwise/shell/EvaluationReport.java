package io.maskwise.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.MaskwiseException;
import io.maskwise.report.Figures;
import io.maskwise.spark.EvaluationFiles;
import io.maskwise.spark.RunOptions;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What was measured of a model on a split; padding never counts.
 *
 * <p>What a function of a query takes along of it, in a task, are its figures.
 */
public final class EvaluationReport implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final StructType CLASSES = new StructType()
            .add("label", DataTypes.StringType)
            .add("precision", DataTypes.DoubleType)
            .add("recall", DataTypes.DoubleType)
            .add("f1", DataTypes.DoubleType)
            .add("support", DataTypes.LongType);

    private static final StructType BUCKETS = new StructType()
            .add("bucket", DataTypes.IntegerType)
            .add("tokens", DataTypes.LongType)
            .add("loss", DataTypes.DoubleType)
            .add("accuracy", DataTypes.DoubleType)
            .add("macroF1", DataTypes.DoubleType);

    private static final StructType LENGTHS = new StructType()
            .add("shortest", DataTypes.IntegerType)
            .add("longest", DataTypes.IntegerType)
            .add("tokens", DataTypes.LongType)
            .add("loss", DataTypes.DoubleType)
            .add("accuracy", DataTypes.DoubleType)
            .add("macroF1", DataTypes.DoubleType);

    private final transient SparkSession spark;
    private final String run;
    private final JsonNode figures;

    private EvaluationReport(SparkSession spark, String run, JsonNode figures) {
        this.spark = spark;
        this.run = run;
        this.figures = figures;
    }

    static EvaluationReport read(SparkSession spark, RunOptions run) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Path file = new Path(EvaluationFiles.folder(run), EvaluationFiles.FIGURES);
        try {
            return new EvaluationReport(spark, run.path(), JSON.readTree(HadoopFiles.readText(file, hadoop)));
        } catch (IOException failure) {
            throw MaskwiseException.input(failure, "Cannot read %s: %s", file, HadoopFiles.reason(failure));
        }
    }

    /** The split that it was measured on. */
    public String split() {
        return figures.path("split").asText();
    }

    /** The mean loss of a label. */
    public double loss() {
        return figure("loss");
    }

    /** The share of labels that are right. */
    public double accuracy() {
        return figure("accuracy");
    }

    /** The mean of the classes' F1. */
    public double macroF1() {
        return figure("macroF1");
    }

    /** How many labels counted. */
    public long support() {
        return figures.path("tokens").asLong();
    }

    /**
     * Any figure of {@code evaluation/metrics.json}, such as {@code calibrationError}.
     *
     * @throws MaskwiseException with exit 2 if there is none of that name
     */
    public double figure(String name) {
        JsonNode value = figures.path(name);
        if (!value.isNumber()) {
            throw MaskwiseException.usage("Invalid figure: '%s' (must be one of %s)", name, String.join(", ", names()));
        }
        return value.asDouble();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        figures.fieldNames().forEachRemaining(name -> {
            if (figures.path(name).isNumber()) {
                names.add(name);
            }
        });
        return names;
    }

    /** Label, precision, recall, f1 and support of each class; no row where targets are texts. */
    public Dataset<Row> perClass() {
        return table("classes", CLASSES);
    }

    /**
     * Tokens, loss, accuracy and macroF1 of the rows of each range of lengths, {@code shortest} to {@code longest}; no
     * row of what an earlier version measured.
     */
    public Dataset<Row> perLength() {
        return table("lengths", LENGTHS);
    }

    /** Bucket, tokens, loss, accuracy and macroF1 of each padded length. */
    public Dataset<Row> perBucket() {
        return table("buckets", BUCKETS);
    }

    private Dataset<Row> table(String name, StructType columns) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode each : figures.path(name)) {
            Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = JSON.convertValue(each.path(columns.fieldNames()[i]), type(columns, i));
            }
            rows.add(RowFactory.create(values));
        }
        return spark.createDataFrame(rows, columns);
    }

    private static Class<?> type(StructType columns, int column) {
        return switch (columns.fields()[column].dataType().typeName()) {
            case "string" -> String.class;
            case "integer" -> Integer.class;
            case "long" -> Long.class;
            default -> Double.class;
        };
    }

    /** Its run and split, and the figures that most look at, in one line. */
    @Override
    public String toString() {
        return run + " on " + split() + ": accuracy " + Figures.decimal(accuracy(), 4) + ", macro F1 "
                + Figures.decimal(macroF1(), 4) + ", loss " + Figures.decimal(loss(), 4) + ", "
                + Figures.count(support()) + " labels";
    }
}
