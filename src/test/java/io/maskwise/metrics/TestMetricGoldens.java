package io.maskwise.metrics;

import static io.maskwise.testing.KerasArtefacts.FORGOTTEN_MASK;
import static io.maskwise.testing.KerasArtefacts.F_SCORE_OF_SEQUENCES;
import static io.maskwise.testing.KerasArtefacts.PERPLEXITY_OF_ALL_TOKENS;
import static io.maskwise.testing.KerasArtefacts.UNRECORDED_WEIGHTS;
import static io.maskwise.testing.KerasArtefacts.WHOLE_WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import io.maskwise.testing.KerasArtefacts;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: the metrics give Keras' own numbers, with a mask, sample weights, both and neither. */
final class TestMetricGoldens {
    private static final String FILE = "metrics_masked";
    private static final String IMPLICIT = "implicit_mask_batch1";
    private static final String WEIGHTED = "mask_as_sample_weight_batch1";
    private static final String BOTH = "+2";

    private static final Set<KerasArtefacts> FORGETFUL =
            Set.of(FORGOTTEN_MASK, PERPLEXITY_OF_ALL_TOKENS, WHOLE_WEIGHTS);

    private static Stream<Golden> having(String field) {
        return Goldens.cases(FILE).stream().filter(golden -> golden.has(field));
    }

    static Stream<Golden> implicit() {
        return having(IMPLICIT);
    }

    static Stream<Golden> weighted() {
        return having(WEIGHTED);
    }

    static Stream<Golden> refused() {
        return having("error");
    }

    static Stream<Golden> means() {
        return having("value");
    }

    @Test
    void everyCaseOfTheFileIsOneOfThese() {
        assertThat(Stream.of(implicit(), refused(), means()).flatMap(cases -> cases))
                .containsExactlyInAnyOrderElementsOf(Goldens.cases(FILE));
    }

    /** The mask as the predictions carry it; where Keras forgets it, as its sample weight. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("implicit")
    void implicitMask(Golden golden) {
        boolean forgets = masked(golden)
                && KerasArtefacts.of(golden).filter(FORGETFUL::contains).isPresent();
        String metric = golden.content().path("metric").asText();
        boolean respects =
                golden.meta().path("implicit_mask_respected").path(metric).asBoolean();
        assertThat(forgets).as("listed as forgetting the mask").isEqualTo(masked(golden) && !respects);
        assertGives(golden, forgets ? WEIGHTED : IMPLICIT, mask(golden));
        if (forgets && !is(golden, PERPLEXITY_OF_ALL_TOKENS)) {
            assertGives(
                    golden,
                    IMPLICIT,
                    Mask.allReal(mask(golden).batch(), mask(golden).time()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weighted")
    void maskAsSampleWeight(Golden golden) {
        assertGives(golden, WEIGHTED, mask(golden));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void sequencesThatKerasRefuses(Golden golden) {
        assertThat(KerasArtefacts.of(golden)).contains(F_SCORE_OF_SEQUENCES);
        String metric = golden.content().path("metric").asText();
        Golden flattened = implicit()
                .filter(other -> other.meta().equals(golden.meta()))
                .filter(other -> other.content().path("metric").asText().equals(metric) && !masked(other))
                .findFirst()
                .orElseThrow();
        assertGives(flattened, IMPLICIT, mask(flattened));
    }

    /** {@code "Mean [1,2,3,4] sample_weight=none"}: the numbers are in the name. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("means")
    void mean(Golden golden) {
        String list = golden.name().replaceAll(".*\\[|].*", "");
        double[] numbers = Arrays.stream(list.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double expected = golden.content().path("value").asDouble();
        double[] weights = new double[numbers.length];
        Arrays.fill(weights, 1);
        if (is(golden, UNRECORDED_WEIGHTS)) {
            Arrays.fill(weights, 0);
            weights[0] = numbers[numbers.length - 1] - expected;
            weights[numbers.length - 1] = expected - numbers[0];
        }
        MeanMetric metric = Metrics.mean(new Prediction());
        TokenValues values = TokenValues.ofNumbers(new double[][] {numbers});
        metric.add(new PredictionBatch(
                values, values, TokenWeights.of(Mask.allReal(1, numbers.length), new double[][] {weights})));
        assertClose(golden.name(), metric.value(), expected);
    }

    /** A measure of one's own: the prediction itself. */
    private record Prediction() implements TokenMeasure {
        @Override
        public double measure(Token token) {
            return token.prediction(0);
        }
    }

    private static void assertGives(Golden golden, String field, Mask mask) {
        Metric first = metric(golden, "batch1", mask);
        assertValue(field, first, golden.content().path(field));
        if (golden.has(field + BOTH)) {
            Metric second = metric(golden, "batch2", mask);
            assertValue(field + BOTH, first.merge(second), golden.content().path(field + BOTH));
            assertThat(second.merge(first)).isEqualTo(first.merge(second));
        }
    }

    private static Metric metric(Golden golden, String batch, Mask mask) {
        int classes = golden.meta().path("dims").path("C").asInt();
        Metric metric = KerasMetrics.named(golden.content().path("metric").asText(), classes);
        JsonNode data = golden.meta().path(batch);
        metric.add(new PredictionBatch(
                values(data, golden.content().path("y_true").asText()),
                values(data, golden.content().path("y_pred").asText()),
                weights(golden, data, mask)));
        return metric;
    }

    private static TokenValues values(JsonNode data, String name) {
        GoldenTensor tensor = GoldenTensor.of(data.path(name));
        int features = tensor.shape().length == 3 ? tensor.dimension(2) : 1;
        return TokenValues.ofFlat(tensor.doubles(), tensor.dimension(0), tensor.dimension(1), features);
    }

    private static TokenWeights weights(Golden golden, JsonNode data, Mask mask) {
        if (golden.content().path("sample_weight").asText("none").equals("none")) {
            return TokenWeights.of(mask);
        }
        double[][] weights = GoldenTensor.of(data.path("sw")).doubleRows();
        if (is(golden, WHOLE_WEIGHTS)) {
            for (double[] row : weights) {
                Arrays.setAll(row, step -> Math.floor(row[step]));
            }
        }
        return TokenWeights.of(mask, weights);
    }

    private static boolean is(Golden golden, KerasArtefacts artefact) {
        return KerasArtefacts.of(golden).equals(Optional.of(artefact));
    }

    private static boolean masked(Golden golden) {
        return !golden.content().path("mask").asText().equals("none");
    }

    private static Mask mask(Golden golden) {
        GoldenTensor labels = GoldenTensor.of(golden.meta()
                .path("batch1")
                .path(golden.content().path("y_true").asText()));
        return masked(golden)
                ? Mask.of(GoldenTensor.of(golden.meta()
                                .path("masks")
                                .path(golden.content().path("mask").asText()))
                        .booleanRows())
                : Mask.allReal(labels.dimension(0), labels.dimension(1));
    }

    private static void assertValue(String what, Metric metric, JsonNode expected) {
        if (expected.has("shape")) {
            double[] perClass = GoldenTensor.of(expected).doubles();
            for (int id = 0; id < perClass.length; id++) {
                assertClose(what + " of class " + id, ((FBetaScore) metric).perClass()[id], perClass[id]);
            }
        } else {
            assertClose(what, metric.value(), expected.asDouble());
        }
    }

    private static void assertClose(String what, double actual, double expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }
}
