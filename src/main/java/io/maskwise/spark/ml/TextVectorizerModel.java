package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.text.Vocabulary;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Turns texts into token ids, a mask and a length.
 *
 * <p>A row is padded to the smallest of the padded lengths that it fits; if it fits none, it is not padded. The column of
 * token ids carries the vocabulary in its metadata, for the estimator that comes next.
 */
public final class TextVectorizerModel extends Model<TextVectorizerModel> implements VectorizerColumns, MLWritable {
    private static final long serialVersionUID = 1L;
    private static final StructType VECTORS = new StructType()
            .add("tokens", VectorizerSchema.INTEGERS, false)
            .add("mask", VectorizerSchema.BOOLEANS, false)
            .add("length", DataTypes.IntegerType, false);
    private static final String VECTOR = "maskwise_vector";

    private final String uid;
    private final VectorizedText text;

    TextVectorizerModel(String uid, VectorizedText text) {
        this.uid = uid;
        this.text = text;
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The ids of tokens. */
    public Vocabulary vocabulary() {
        return text.vocabulary();
    }

    /** The padded lengths, ascending. */
    public List<Integer> bounds() {
        return text.bounds();
    }

    /** Sets {@link #inputCol}. */
    public TextVectorizerModel setInputCol(String name) {
        set(inputCol(), name);
        return this;
    }

    /** Sets {@link #handleInvalid}. */
    public TextVectorizerModel setHandleInvalid(String policy) {
        set(handleInvalid(), policy);
        return this;
    }

    @Override
    public StructType transformSchema(StructType table) {
        columns().requireSuits(text.tokenizer().kind(), table);
        return columns().added(table, text.metadata());
    }

    @Override
    public Dataset<Row> transform(Dataset<?> table) {
        StructType schema = transformSchema(table.schema());
        VectorizerSchema columns = columns();
        EmptyText empty = Parameters.chosen(EmptyText.class, getOrDefault(handleInvalid()));
        TextRow cutting =
                new TextRow(text.tokenizer(), text.padding(), Schemas.isStrings(columns.texts(table.schema())));
        Dataset<Row> vectorised = table.withColumn(
                VECTOR, vectorising(new TextRow.Padded(cutting, text, empty)).apply(column(columns.input())));
        if (empty == EmptyText.SKIP) {
            vectorised = vectorised.where(functions.col(VECTOR + ".length").gt(0));
        }
        if (columns.labels().isPresent()) {
            CutLabels labels = columns.labels().get();
            StructField field = schema.apply(labels.to());
            vectorised = vectorised.withColumn(
                    labels.to(), cutting(cutting, field).apply(column(columns.input()), column(labels.from())));
        }
        List<Column> selected = new ArrayList<>();
        for (StructField field : schema.fields()) {
            selected.add(selected(field.name(), columns).as(field.name(), field.metadata()));
        }
        return vectorised.select(selected.toArray(Column[]::new));
    }

    private static Column column(String name) {
        return functions.col(Schemas.quoted(name));
    }

    private static Column selected(String name, VectorizerSchema columns) {
        if (name.equals(columns.tokens())) {
            return functions.col(VECTOR + ".tokens");
        }
        if (name.equals(columns.mask())) {
            return functions.col(VECTOR + ".mask");
        }
        return name.equals(columns.length()) ? functions.col(VECTOR + ".length") : column(name);
    }

    /** Called not deterministic, so that Spark does not call it once for each of the three columns. */
    private static UserDefinedFunction vectorising(TextRow.Padded padded) {
        return functions
                .udf((UDF1<Object, Row>) padded::of, VECTORS)
                .asNondeterministic()
                .asNonNullable();
    }

    private static UserDefinedFunction cutting(TextRow text, StructField labels) {
        return functions.udf(
                (UDF2<Object, Seq<Object>, Object[]>) (given, all) -> cut(text, given, all), labels.dataType());
    }

    private static Object @Nullable [] cut(TextRow text, @Nullable Object given, @Nullable Seq<Object> all) {
        if (all == null) {
            return null;
        }
        Object[] steps = new Object[all.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = all.apply(i);
        }
        return text.labels(given, Arrays.asList(steps)).toArray();
    }

    @Override
    public TextVectorizerModel copy(ParamMap extra) {
        return copyValues(new TextVectorizerModel(uid, text).setParent(parent()), extra);
    }

    @Override
    public MLWriter write() {
        return new StageWriter(this, (folder, hadoop) -> {
            HadoopFiles.writeText(new Path(folder, Files.DESCRIPTION), text.description(), hadoop);
            HadoopFiles.writeText(
                    new Path(folder, Files.VOCABULARY), text.vocabulary().toTsv(), hadoop);
        });
    }

    /** Reads a model that was saved. */
    public static MLReader<TextVectorizerModel> read() {
        return new StageReader<>(TextVectorizerModel.class, Files::read);
    }

    /** Reads a model that was saved at a path. */
    public static TextVectorizerModel load(String path) {
        return read().load(path);
    }

    /** What is saved beside Spark's metadata. */
    private static final class Files {
        static final String DESCRIPTION = "vectorizer.json";
        static final String VOCABULARY = "vocabulary.tsv";

        private Files() {}

        static TextVectorizerModel read(String uid, Path folder, Configuration hadoop) {
            try {
                return new TextVectorizerModel(
                        uid,
                        VectorizedText.of(
                                HadoopFiles.readText(new Path(folder, DESCRIPTION), hadoop),
                                HadoopFiles.readText(new Path(folder, VOCABULARY), hadoop),
                                new Path(folder, DESCRIPTION).toString()));
            } catch (IOException failure) {
                throw MaskwiseException.input(
                        failure, "Cannot read the vectorizer %s: %s", folder, HadoopFiles.reason(failure));
            }
        }
    }
}
