package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.metrics.References.Reference;
import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures that scikit-learn, sacreBLEU and the rules of conlleval give for random data. */
final class TestMetricReferences {
    private static final double TOLERANCE = 1e-12;

    static Stream<Reference> classifications() {
        return References.of("classification");
    }

    static Stream<Reference> spans() {
        return References.of("spans");
    }

    static Stream<Reference> texts() {
        return References.of("bleu");
    }

    private static void assertClose(String what, double actual, double expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(TOLERANCE));
    }

    private static void assertScores(String what, ClassScores actual, JsonNode expected) {
        assertClose(what + ", precision", actual.precision(), expected.path(0).asDouble());
        assertClose(what + ", recall", actual.recall(), expected.path(1).asDouble());
        assertClose(what + ", F1", actual.f1(), expected.path(2).asDouble());
        if (expected.has(3)) {
            assertThat(actual.support()).as(what).isEqualTo(expected.path(3).asLong());
        }
    }

    private static PredictionBatch batch(Reference reference) {
        return new PredictionBatch(
                TokenValues.ofIds(reference.integers("labels")),
                TokenValues.ofVectors(reference.probabilities()),
                TokenWeights.of(Mask.of(reference.mask())));
    }

    private static double value(Metric metric, PredictionBatch batch) {
        metric.add(batch);
        return metric.value();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifications")
    void scikitLearnOfProbabilities(Reference reference) {
        PredictionBatch batch = batch(reference);
        ScoreKind kind = ScoreKind.PROBABILITIES;
        assertClose("accuracy", value(Metrics.sparseCategoricalAccuracy(), batch), reference.number("accuracy"));
        assertClose("top 2", value(Metrics.sparseTopKCategoricalAccuracy(2), batch), reference.number("top2"));
        assertClose(
                "log loss",
                value(Metrics.sparseCategoricalCrossentropy(kind), batch),
                reference.number("crossEntropy"));
        assertThat(value(Metrics.perplexity(kind), batch))
                .isCloseTo(reference.number("perplexity"), within(10 * TOLERANCE));
        assertClose(
                "calibration, 15 bins",
                value(Metrics.calibrationError(kind), batch),
                reference.number("calibrationError15"));
        assertClose(
                "calibration, 10 bins",
                value(new CalibrationError(kind, 10), batch),
                reference.number("calibrationError10"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifications")
    void scikitLearnOfYesAndNo(Reference reference) {
        int[][] labels = reference.integers("labels");
        double[][][] probabilities = reference.probabilities();
        double[][] isOne = new double[labels.length][labels[0].length];
        double[][] ofOne = new double[labels.length][labels[0].length];
        for (int row = 0; row < labels.length; row++) {
            for (int step = 0; step < labels[row].length; step++) {
                isOne[row][step] = labels[row][step] == 1 ? 1 : 0;
                ofOne[row][step] = probabilities[row][step][1];
            }
        }
        PredictionBatch batch = new PredictionBatch(
                TokenValues.ofNumbers(isOne), TokenValues.ofNumbers(ofOne), TokenWeights.of(Mask.of(reference.mask())));
        assertClose(
                "log loss",
                value(Metrics.binaryCrossentropy(ScoreKind.PROBABILITIES), batch),
                reference.number("logLossOfOne"));
        double area = reference.number("rocAucOfOne");
        assertClose("area under the ROC curve", value(Metrics.exactAuc(AucCurve.ROC), batch), area);
        assertClose(
                "average precision",
                value(Metrics.exactAuc(AucCurve.PR), batch),
                reference.number("averagePrecisionOfOne"));
        Auc byThresholds = new Auc(AucCurve.ROC, ScoreKind.PROBABILITIES, 20);
        assertThat(value(byThresholds, batch)).isCloseTo(area, within(byThresholds.errorBound()));
        assertThat(byThresholds.errorBound()).isLessThan(0.1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifications")
    void scikitLearnOfClasses(Reference reference) {
        NamedConfusion named = new NamedConfusion();
        ConfusionMatrix matrix = new ConfusionMatrix(5);
        batch(reference).forEachCounted(token -> {
            int label = token.labelClass(5);
            int prediction = TopScores.best(token);
            matrix.add(label, prediction);
            named.add("class " + label, "class " + prediction);
        });
        for (ConfusionMatrix counts : List.of(matrix, named.matrix())) {
            assertScores("macro", counts.macro(), reference.expected("macro"));
            assertScores("micro", counts.micro(), reference.expected("micro"));
            assertScores("weighted", counts.weighted(), reference.expected("weighted"));
            for (int id = 0; id < counts.classes(); id++) {
                assertScores(
                        "class " + id,
                        counts.perClass(id),
                        reference.expected("classes").path(id));
                for (int prediction = 0; prediction < counts.classes(); prediction++) {
                    assertThat(counts.count(id, prediction))
                            .isEqualTo(reference
                                    .expected("confusion")
                                    .path(id)
                                    .path(prediction)
                                    .asLong());
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spans")
    void conlleval(Reference reference) {
        SpanF1 spans = new SpanF1();
        reference.pairs("sentences").forEach(pair -> spans.add(tags(pair.get(0)), tags(pair.get(1))));
        assertClose("accuracy", spans.accuracy(), reference.number("accuracy"));
        assertScores("micro", spans.micro(), reference.expected("micro"));
        assertScores("macro", spans.macro(), reference.expected("macro"));
        assertThat(spans.perType().keySet()).containsExactlyElementsOf(reference.expected("types")::fieldNames);
        spans.perType().forEach((type, scores) -> assertScores(type, scores, reference.expected("types", type)));
        assertThat(spans.micro().support())
                .isEqualTo(reference.expected("labelled").asLong());
    }

    private static List<SpanTag> tags(List<String> texts) {
        return texts.stream().map(SpanTag::parse).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void sacreBleu(Reference reference) {
        Bleu bleu = new Bleu();
        reference.pairs("pairs").forEach(pair -> bleu.add(pair.get(0), pair.get(1)));
        assertClose("BLEU", bleu.value(), reference.number("bleu"));
        assertClose("brevity penalty", bleu.brevityPenalty(), reference.number("brevityPenalty"));
        for (int length = 1; length <= 4; length++) {
            double matched = reference.expected("matched").path(length - 1).asDouble();
            double total = reference.expected("total").path(length - 1).asDouble();
            assertThat(bleu.precision(length)).as("%d in a row", length).isEqualTo(matched / total);
        }
    }
}
