package io.maskwise.spark;

import io.maskwise.metrics.ClassScores;
import io.maskwise.metrics.ConfusionMatrix;
import io.maskwise.metrics.NamedConfusion;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The functions that follow from how often each class was predicted for each; classes are compared as text. */
abstract class MaskedClasses<O> extends MaskedAggregate<NamedConfusion, O> {
    private static final long serialVersionUID = 1L;

    static final StructType SCORES = new StructType()
            .add("precision", DataTypes.DoubleType, false)
            .add("recall", DataTypes.DoubleType, false)
            .add("f1", DataTypes.DoubleType, false)
            .add("support", DataTypes.LongType, false);

    private MaskedClasses(String name) {
        super(name, STRINGS, STRINGS);
    }

    @Override
    public NamedConfusion zero() {
        return new NamedConfusion();
    }

    @Override
    void add(NamedConfusion sum, MaskedRow row) {
        for (int step : row.counted()) {
            sum.add((String) row.labels().get(step), (String) row.predictions().get(step));
        }
    }

    @Override
    public NamedConfusion merge(NamedConfusion some, NamedConfusion others) {
        return some.merge(others);
    }

    @Override
    Class<NamedConfusion> sumClass() {
        return NamedConfusion.class;
    }

    static Row row(ClassScores scores) {
        return RowFactory.create(scores.precision(), scores.recall(), scores.f1(), scores.support());
    }

    /** The columns of scores with one more before them, for the name of what they are of. */
    static StructType named(String name) {
        StructType columns = new StructType().add(name, DataTypes.StringType, false);
        for (var score : SCORES.fields()) {
            columns = columns.add(score);
        }
        return columns;
    }

    static Row row(String name, ClassScores scores) {
        return RowFactory.create(name, scores.precision(), scores.recall(), scores.f1(), scores.support());
    }

    /** The share of labels that are predicted right. */
    static final class Accuracy extends MaskedClasses<Double> {
        private static final long serialVersionUID = 1L;

        Accuracy() {
            super("masked_accuracy");
        }

        @Override
        public Double finish(NamedConfusion sum) {
            ConfusionMatrix matrix = sum.matrix();
            return matrix.total() == 0 ? 0 : (double) matrix.correct() / matrix.total();
        }

        @Override
        public Encoder<Double> outputEncoder() {
            return Encoders.DOUBLE();
        }
    }

    /** The means of F1 over the classes, and the scores of each. */
    static final class F1 extends MaskedClasses<Row> {
        private static final long serialVersionUID = 1L;

        F1() {
            super("masked_f1");
        }

        @Override
        public Row finish(NamedConfusion sum) {
            ConfusionMatrix matrix = sum.matrix();
            List<String> names = sum.classes();
            List<Row> classes = new ArrayList<>();
            for (int id = 0; id < names.size(); id++) {
                classes.add(row(names.get(id), matrix.perClass(id)));
            }
            return RowFactory.create(
                    matrix.micro().f1(), matrix.macro().f1(), matrix.weighted().f1(), classes.toArray());
        }

        @Override
        public Encoder<Row> outputEncoder() {
            return Encoders.row(new StructType()
                    .add("micro", DataTypes.DoubleType, false)
                    .add("macro", DataTypes.DoubleType, false)
                    .add("weighted", DataTypes.DoubleType, false)
                    .add("classes", DataTypes.createArrayType(named("class"), false), false));
        }
    }

    /** The pairs of label and prediction that occur, and how often, ordered by label and prediction. */
    static final class Confusion extends MaskedClasses<Row> {
        private static final long serialVersionUID = 1L;

        Confusion() {
            super("masked_confusion");
        }

        @Override
        public Row finish(NamedConfusion sum) {
            List<Row> pairs = new ArrayList<>();
            for (String label : sum.classes()) {
                sum.predictions(label)
                        .forEach((prediction, count) -> pairs.add(RowFactory.create(label, prediction, count)));
            }
            return RowFactory.create((Object) pairs.toArray());
        }

        @Override
        public Encoder<Row> outputEncoder() {
            StructType pair = new StructType()
                    .add("label", DataTypes.StringType, false)
                    .add("prediction", DataTypes.StringType, false)
                    .add("count", DataTypes.LongType, false);
            return Encoders.row(new StructType().add("pairs", DataTypes.createArrayType(pair, false), false));
        }
    }
}
