package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.MaskwiseException;
import io.maskwise.metrics.Bleu;
import io.maskwise.metrics.CalibrationError;
import io.maskwise.metrics.ConfusionMatrix;
import io.maskwise.metrics.Metric;
import io.maskwise.metrics.Metrics;
import io.maskwise.metrics.PredictionBatch;
import io.maskwise.metrics.ScoreKind;
import io.maskwise.metrics.TokenValues;
import io.maskwise.metrics.TokenWeights;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.SparkSessions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestMaskedFunctions {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final int CLASSES = 3;
    private static final ArrayType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);
    private static final StructType COLUMNS = new StructType()
            .add("bucket", DataTypes.IntegerType)
            .add("labels", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("predictions", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("distributions", DataTypes.createArrayType(DOUBLES))
            .add("mask", DataTypes.createArrayType(DataTypes.BooleanType));

    private static final String LENGTHS =
            " (must be of one length: cut them with slice, or pad them with concat and array_repeat)";

    @BeforeAll
    static void register() {
        MaskedFunctions.register(SPARK);
    }

    /** A padded row of a table, which holds anything under the mask. */
    @SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
    private record Tokens(int bucket, int[] labels, int[] predictions, double[][] distributions, boolean[] mask) {
        static Tokens random(Random random) {
            int time = random.nextInt(7);
            Tokens row = new Tokens(
                    random.nextInt(3), new int[time], new int[time], new double[time][CLASSES], new boolean[time]);
            for (int step = 0; step < time; step++) {
                row.mask[step] = random.nextInt(3) > 0;
                row.labels[step] = row.mask[step] ? random.nextInt(CLASSES) : -7;
                row.predictions[step] = random.nextBoolean() ? row.labels[step] : random.nextInt(CLASSES);
                double first = random.nextInt(1, 63) / 64.0;
                row.distributions[step] =
                        row.mask[step] ? new double[] {first / 2, 1 - first, first / 2} : new double[] {Double.NaN};
            }
            return row;
        }

        Row row() {
            return RowFactory.create(
                    bucket,
                    Arrays.stream(labels).boxed().toArray(),
                    Arrays.stream(predictions).boxed().toArray(),
                    Arrays.stream(distributions)
                            .map(one -> (Object) Arrays.stream(one).boxed().toArray())
                            .toArray(),
                    boxed());
        }

        private Object[] boxed() {
            List<Boolean> values = new ArrayList<>();
            for (boolean real : mask) {
                values.add(real);
            }
            return values.toArray();
        }

        PredictionBatch batch() {
            double[][][] vectors = {distributions.clone()};
            for (int step = 0; step < mask.length; step++) {
                vectors[0][step] = mask[step] ? distributions[step] : new double[CLASSES];
            }
            return new PredictionBatch(
                    TokenValues.ofIds(new int[][] {labels}),
                    TokenValues.ofVectors(vectors),
                    TokenWeights.of(Mask.of(new boolean[][] {mask})));
        }
    }

    private static List<Tokens> randoms(int seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> Tokens.random(random)).limit(200).toList();
    }

    private static Dataset<Row> table(List<Tokens> rows, int partitions) {
        Dataset<Row> table = SPARK.createDataFrame(
                        rows.stream().map(Tokens::row).toList(), COLUMNS)
                .repartition(partitions);
        table.createOrReplaceTempView("predicted");
        return table;
    }

    private static Row ask(String query) {
        return SPARK.sql(query).first();
    }

    private static ConfusionMatrix confusion(List<Tokens> rows) {
        ConfusionMatrix confusion = new ConfusionMatrix(CLASSES);
        for (Tokens row : rows) {
            for (int step = 0; step < row.mask().length; step++) {
                if (row.mask()[step]) {
                    confusion.add(row.labels()[step], row.predictions()[step]);
                }
            }
        }
        return confusion;
    }

    private static double value(Metric metric, List<Tokens> rows) {
        rows.forEach(row -> metric.add(row.batch()));
        return metric.value();
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 7, 40})
    void anyNumberOfPartitionsGivesTheFiguresOfTheWhole(int partitions) {
        List<Tokens> rows = randoms(1);
        table(rows, partitions);
        ConfusionMatrix confusion = confusion(rows);
        Row classes = ask("""
                SELECT accuracy, f1.micro, f1.macro, f1.weighted, f1.classes FROM (
                  SELECT masked_accuracy(labels, predictions, mask) accuracy, masked_f1(labels, predictions, mask) f1
                  FROM predicted)""");
        assertThat(classes.getDouble(0)).isEqualTo((double) confusion.correct() / confusion.total());
        assertThat(classes.getDouble(1)).isEqualTo(confusion.micro().f1());
        assertThat(classes.getDouble(2)).isEqualTo(confusion.macro().f1());
        assertThat(classes.getDouble(3)).isEqualTo(confusion.weighted().f1());
        assertThat(classes.<Row>getList(4)).hasSize(CLASSES).element(1).isEqualTo(scores("1", confusion, 1));

        Row losses = ask("""
                SELECT masked_cross_entropy(labels, distributions, mask), masked_perplexity(labels, distributions, mask),
                       masked_calibration_error(labels, distributions, mask),
                       masked_log_loss(transform(labels, l -> int(l = 1)), transform(distributions, d -> d[1]), mask)
                FROM predicted""");
        ScoreKind kind = ScoreKind.PROBABILITIES;
        assertThat(losses.getDouble(0)).isEqualTo(value(Metrics.sparseCategoricalCrossentropy(kind), rows));
        assertThat(losses.getDouble(1)).isEqualTo(value(Metrics.perplexity(kind), rows));
        assertThat(losses.getDouble(2)).isEqualTo(value(new CalibrationError(kind, 15), rows));
        assertThat(losses.getDouble(3)).isPositive();
    }

    @Test
    void areasAreThoseOfScikitLearn() {
        Row row = ask("""
                SELECT masked_auc(l, p, m), masked_average_precision(l, p, m) FROM VALUES
                  (array(0, 0, 1), array(0.1D, 0.4D, 0.35D), array(true, true, true)),
                  (array(1, 7, 0), array(0.8D, -1D, 0.9D), array(true, false, false)) AS t(l, p, m)""");
        assertThat(row.getDouble(0)).isEqualTo(0.75); // roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
        assertThat(row.getDouble(1)).isCloseTo(0.8333333333333333, within(1e-15)); // average_precision_score
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 7, 40})
    void areasOfAnyNumberOfPartitionsAreThoseOfTheWhole(int partitions) {
        List<Tokens> rows = randoms(5);
        table(rows, partitions);
        Row row = ask("""
                SELECT masked_auc(transform(labels, l -> int(l = 1)), transform(distributions, d -> d[1]), mask),
                       masked_average_precision(
                           transform(labels, l -> int(l = 1)), transform(distributions, d -> d[1]), mask)
                FROM predicted""");
        assertThat(row.getDouble(0)).isCloseTo(pairsInOrder(rows), within(1e-12));
        assertThat(row.getDouble(1)).isBetween(0.1, 0.9);
    }

    /** How often a label 1 has a higher probability than another label, equal ones counting half. */
    private static double pairsInOrder(List<Tokens> rows) {
        List<Double> ones = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (Tokens row : rows) {
            for (int step = 0; step < row.mask().length; step++) {
                if (row.mask()[step]) {
                    (row.labels()[step] == 1 ? ones : others).add(row.distributions()[step][1]);
                }
            }
        }
        double right = 0;
        for (double one : ones) {
            for (double other : others) {
                right += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return right / ones.size() / others.size();
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 7, 40})
    void bleuOfAnyNumberOfPartitionsIsThatOfTheWhole(int partitions) {
        List<Tokens> rows = randoms(4);
        table(rows, partitions);
        Bleu bleu = bleu(rows);
        Row row = ask("""
                SELECT masked_bleu(labels, predictions, mask),
                       masked_bleu(transform(labels, l -> concat('word ', l)),
                                   transform(predictions, p -> concat('word ', p)), mask)
                FROM predicted""");
        assertThat(bleu.value()).isBetween(0.1, 0.9);
        assertThat(row.getDouble(0)).isEqualTo(bleu.value());
        assertThat(row.getDouble(1)).as("tokens as text").isEqualTo(bleu.value());
    }

    private static Bleu bleu(List<Tokens> rows) {
        Bleu bleu = new Bleu();
        for (Tokens row : rows) {
            Mask mask = Mask.of(new boolean[][] {row.mask()});
            bleu.add(new int[][] {row.predictions()}, mask, new int[][] {row.labels()}, mask);
        }
        return bleu;
    }

    @Test
    void bleuIsOfTheCorpusAndSeesNothingUnderTheMask() {
        // Without what is masked: b c d e for b c d e, and b x for b y: 5 of 6 right, 3 of 4, 2 of 2, 1 of 1.
        Row row = ask("""
                SELECT masked_bleu(l, p, m) FROM VALUES
                  (array('b', 'c', '?', 'd', 'e'), array('b', 'c', '!', 'd', 'e'), array(true, true, false, true, true)),
                  (array('b', 'y', null), array('b', 'x', null), array(true, true, false)),
                  (cast(null as array<string>), array('b'), array(true)) AS t(l, p, m)""");
        assertThat(row.getDouble(0)).isCloseTo(Math.pow(5 / 6.0 * 3 / 4, 0.25), within(1e-15));
    }

    private static Row scores(String name, ConfusionMatrix confusion, int id) {
        var scores = confusion.perClass(id);
        return RowFactory.create(name, scores.precision(), scores.recall(), scores.f1(), scores.support());
    }

    @Test
    void groupsAreMeasuredEachByItself() {
        List<Tokens> rows = randoms(2);
        table(rows, 9);
        List<Row> groups = SPARK.sql("""
                SELECT bucket, masked_accuracy(labels, predictions, mask), masked_confusion(labels, predictions, mask)
                FROM predicted GROUP BY bucket ORDER BY bucket""").collectAsList();
        assertThat(groups).hasSize(3);
        for (Row group : groups) {
            ConfusionMatrix confusion = confusion(
                    rows.stream().filter(row -> row.bucket() == group.getInt(0)).toList());
            assertThat(group.getDouble(1)).isEqualTo((double) confusion.correct() / confusion.total());
            List<Row> pairs = new ArrayList<>();
            for (int label = 0; label < CLASSES; label++) {
                for (int prediction = 0; prediction < CLASSES; prediction++) {
                    if (confusion.count(label, prediction) > 0) {
                        pairs.add(RowFactory.create("" + label, "" + prediction, confusion.count(label, prediction)));
                    }
                }
            }
            assertThat(group.getStruct(2).<Row>getList(0)).isEqualTo(pairs);
        }
    }

    @Test
    void dataFramesCallThemToo() {
        List<Tokens> rows = randoms(3);
        ConfusionMatrix confusion = confusion(rows);
        double accuracy = table(rows, 3)
                .agg(functions.call_udf(
                        "masked_accuracy",
                        functions.col("labels"),
                        functions.col("predictions"),
                        functions.col("mask")))
                .first()
                .getDouble(0);
        assertThat(accuracy).isEqualTo((double) confusion.correct() / confusion.total());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    masked_accuracy(l, p, m)                | 0.0
                    masked_f1(l, p, m).macro                | 0.0
                    size(masked_f1(l, p, m).classes)        | 0
                    size(masked_confusion(l, p, m).pairs)   | 0
                    masked_span_f1(l, p, m).micro.f1        | 0.0
                    masked_bleu(l, p, m)                    | 0.0
                    masked_log_loss(l, p, m)                | 0.0
                    masked_auc(l, p, m)                     | 0.0
                    masked_average_precision(l, p, m)       | 0.0
                    masked_cross_entropy(l, array(p), m)    | 0.0
                    masked_perplexity(l, array(p), m)       | 0.0
                    masked_calibration_error(l, array(p), m)| 0.0
                    """)
    void whereNothingCountsFiguresAreZero(String function, String value) {
        for (String rows : List.of(
                "SELECT array(1) l, array(1) p, array(true) m WHERE false",
                "SELECT array(1) l, array(1) p, array(false) m",
                "SELECT array(cast(null as int)) l, array(cast(null as int)) p, array(false) m",
                "SELECT array(1) l, array(1) p, cast(null as array<boolean>) m",
                "SELECT cast(null as array<int>) l, array(1) p, array(true) m")) {
            String query = String.format(Locale.ROOT, "SELECT %s FROM (%s)", function, rows);
            assertThat(SPARK.sql(query).first().get(0)).as(rows).hasToString(value);
        }
    }

    @Test
    void rowsWithANullArrayAreIgnored() {
        Row row = ask("""
                SELECT masked_accuracy(l, p, m) FROM VALUES
                  (array('a', 'b'), array('a', 'a'), array(true, true)),
                  (array('a'), cast(null as array<string>), array(true)),
                  (array('a'), array('a'), cast(null as array<boolean>)) AS t(l, p, m)""");
        assertThat(row.getDouble(0)).isEqualTo(0.5);
    }

    @Test
    void spansAreCountedASentenceARow() {
        Row row = ask("""
                SELECT s.micro.f1, s.macro.f1, s.accuracy, s.types FROM (SELECT masked_span_f1(l, p, m) s FROM VALUES
                  (array('B-LOC', 'x', 'I-LOC', 'O'), array('B-LOC', 'y', 'I-LOC', 'B-PER'),
                   array(true, false, true, true)),
                  (array('I-LOC', 'B-PER'), array('B-LOC', 'O'), array(true, true)) AS t(l, p, m))""");
        assertThat(row.getDouble(0)).isEqualTo(2 * 2 / 6.0);
        assertThat(row.getDouble(1)).isEqualTo(0.5);
        assertThat(row.getDouble(2)).isEqualTo(2 / 5.0);
        assertThat(row.<Row>getList(3))
                .containsExactly(
                        RowFactory.create("LOC", 1.0, 1.0, 1.0, 2L), RowFactory.create("PER", 0.0, 0.0, 0.0, 1L));
    }

    static Stream<Arguments> wrongRows() {
        return Stream.of(
                Arguments.of(
                        "masked_accuracy(array(1, 2), array(1), array(true, true))",
                        "its arrays differ in length: 2 labels, 1 predictions, a mask of 2" + LENGTHS),
                Arguments.of(
                        "masked_f1(array(1), array(1), array(true, false))",
                        "its arrays differ in length: 1 labels, 1 predictions, a mask of 2" + LENGTHS),
                Arguments.of(
                        "masked_accuracy(array(1, null), array(1, 2), array(true, true))",
                        "the label at index 1 is null (must be a value; or false in the mask)"),
                Arguments.of(
                        "masked_accuracy(array(1, 2), array(null, 2), array(true, true))",
                        "the prediction at index 0 is null (must be a value; or false in the mask)"),
                Arguments.of(
                        "masked_accuracy(array(1, 2), array(1, 2), array(true, null))",
                        "the mask at index 1 is null (must be a value; or false in the mask)"),
                Arguments.of(
                        "masked_span_f1(array('NOUN'), array('O'), array(true))",
                        "Invalid tag: NOUN (must be O, or B-, I-, E- or S- and the type of a span, such as B-PER)"),
                Arguments.of(
                        "masked_bleu(array(1, 2), array(1, 2, 3), array(true, true))",
                        "its arrays differ in length: 2 labels, 3 predictions, a mask of 2" + LENGTHS),
                Arguments.of(
                        "masked_bleu(array(1, 2), array(1, null), array(true, true))",
                        "the prediction at index 1 is null (must be a value; or false in the mask)"),
                Arguments.of(
                        "masked_log_loss(array(1), array(1.5D), array(true))",
                        "Invalid prediction: 1.5 at row 0, step 0 (must be a probability, 0 to 1; is it a logit?)"),
                Arguments.of(
                        "masked_auc(array(1), array(1.5D), array(true))",
                        "Invalid prediction: 1.5 at row 0, step 0 (must be a probability, 0 to 1; is it a logit?)"),
                Arguments.of(
                        "masked_cross_entropy(array(3), array(array(0.5, 0.5)), array(true))",
                        "Invalid label: 3 at row 0, step 0 (must be a class, 0 to 1)"),
                Arguments.of(
                        "masked_cross_entropy(array(1), array(array(0.5, null)), array(true))",
                        "Invalid prediction: NaN at row 0, step 0 (must be a number)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRows")
    void whatIsWrongFailsTheQuery(String function, String message) {
        String name = function.substring(0, function.indexOf('('));
        Dataset<Row> query = SPARK.sql("SELECT " + function + " FROM range(1)");
        assertThatThrownBy(query::collectAsList)
                .hasStackTraceContaining(
                        MaskwiseException.class.getName() + ": Cannot compute " + name + " of a row: " + message)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"'array(1), array(1)', 2", "'array(1), array(1), array(true), 5', 4", "'', 0"})
    void anyOtherNumberOfArgumentsIsRefusedBeforeTheQueryRuns(String arguments, int count) {
        assertThatThrownBy(() -> SPARK.sql("SELECT masked_accuracy(" + arguments + ")"))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot compute masked_accuracy of " + count
                        + " arguments (must be 3: labels, predictions, mask)");
    }

    @Test
    void arraysOfAnotherTypeAreRefusedBeforeTheQueryRuns() {
        assertThatThrownBy(() -> SPARK.sql("SELECT masked_f1(array(1), array(1), array(1))"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("masked_f1(array(1),array(1),array(1))")
                .hasMessageContaining("Parameter 3 requires the \"ARRAY<BOOLEAN>\" type");
    }

    @Test
    void windowsAndFiltersApply() {
        Row row = ask("""
                SELECT masked_accuracy(l, p, m) OVER (PARTITION BY k) FROM VALUES
                  (1, array(1), array(1), array(true)), (1, array(1), array(2), array(true)),
                  (2, array(1), array(2), array(true)) AS t(k, l, p, m) ORDER BY k""");
        assertThat(row.getDouble(0)).isEqualTo(0.5);
        assertThat(ask("""
                        SELECT masked_accuracy(l, p, m) FILTER (WHERE k = 1) FROM VALUES
                          (1, array(1), array(1), array(true)), (2, array(1), array(2), array(true)) AS t(k, l, p, m)""").getDouble(0)).isEqualTo(1.0);
    }
}
