package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import io.maskwise.testing.KerasArtefacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: losses, their reductions and gradients are Keras' own numbers, artefacts apart. */
final class TestLossGoldens {
    private static final double TOLERANCE = 1e-5;
    private static final Pattern VERSION_CASE = Pattern.compile("(\\w+)\\|(\\{.*}) mask=(\\w+) sample_weight=(\\w+)");

    static Stream<Golden> masked() {
        return Goldens.cases("losses_masked").stream();
    }

    static Stream<Golden> trainerPath() {
        return Goldens.cases("losses_trainer_path").stream();
    }

    static Stream<Golden> broadcastTrap() {
        return Goldens.cases("losses_sample_weight_broadcast_trap").stream();
    }

    static Stream<Golden> classWeights() {
        return Goldens.cases("losses_class_weight_classifier").stream();
    }

    /** Every unreduced loss of the files' {@code meta}. */
    static Stream<Arguments> positions() {
        return documents("losses_masked").stream()
                .flatMap(cases -> cases.get(0).meta().path("per_position_losses").properties().stream()
                        .map(entry -> arguments(
                                entry.getKey(), like(cases, entry.getKey()), GoldenTensor.of(entry.getValue()))));
    }

    /** Cases of one file say what they compare; the data are in the other file that was made with it. */
    static Stream<Arguments> versions() {
        List<List<Golden>> data = documents("losses_masked");
        List<List<Golden>> versions = documents("losses_keras_versions");
        assertThat(versions).as("files with data for these cases").hasSameSizeAs(data);
        List<Arguments> arguments = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            for (Golden golden : versions.get(i)) {
                Matcher name = VERSION_CASE.matcher(golden.name());
                assertThat(name.matches()).as(golden.name()).isTrue();
                Golden like = like(data.get(i), name.group(1) + "|" + name.group(2));
                arguments.add(arguments(golden, LossCase.of(like, name.group(3), name.group(4))));
            }
        }
        return arguments.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("positions")
    void eachPositionCostsWhatItCostsInKeras(String name, Golden like, GoldenTensor expected) {
        LossCase unmasked = LossCase.of(like, "none", "none");
        assertThat(unmasked.targets())
                .as(name)
                .isEqualTo(LossTargets.of(unmasked.targets().values()));
        Expectations.assertClose("losses", unmasked.values().losses(), expected, TOLERANCE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("masked")
    void reducesAsKeras(Golden golden) {
        LossCase loss = LossCase.of(golden);
        if (KerasArtefacts.of(golden).isPresent()) {
            assertIsPlain(loss);
            if (golden.content()
                    .path("formula_keras2_ge_2_10_divide_by_mask_sum")
                    .isNumber()) {
                assertValue(loss, golden.content().path("formula_keras2_ge_2_10_divide_by_mask_sum"));
            }
        } else if (golden.expectsError()) {
            assertThatThrownBy(loss::values).isInstanceOf(IllegalArgumentException.class);
        } else if (loss.reduction().equals("none")) {
            Expectations.assertClose("losses", loss.values().losses(), golden.tensor("keras3"), TOLERANCE);
        } else {
            assertValue(loss, golden.content().path("keras3"));
            Tensor gradient = loss.values().gradient(reduction(loss));
            Expectations.assertClose("gradient", gradient, golden.tensor("grad_y_pred"), TOLERANCE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainerPath")
    void trainsOnTheLossOfKeras(Golden golden) {
        LossCase loss = LossCase.of(golden);
        if (KerasArtefacts.of(golden).isPresent()) {
            assertIsPlain(loss);
        } else if (golden.expectsError()) {
            assertThatThrownBy(loss::values).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertValue(loss, golden.content().path("loss_value"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void agreesWithKeras3AndWithKeras2WhereKeras3Fails(Golden golden, LossCase loss) {
        JsonNode keras3 = golden.content().path("keras_3_15_1");
        JsonNode keras2 = golden.content().path("tf_keras_2_21");
        if (keras3.isNumber() && KerasArtefacts.of(golden).isEmpty()) {
            assertValue(loss, keras3);
        } else {
            assertThat(KerasArtefacts.of(golden)).isPresent();
            assertIsPlain(loss);
            if (keras2.isNumber()) {
                assertValue(loss, keras2);
            } else {
                // Where nothing counts, Keras 2 has NaN and we have 0, as Keras 3 has.
                assertThat(keras2.asText()).isEqualTo("NaN");
                assertThat(loss.values().value(LossReduction.SUM_OVER_BATCH_SIZE))
                        .isZero();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broadcastTrap")
    void weighsRowsAndNeverColumns(Golden golden) {
        assertThat(KerasArtefacts.of(golden)).isPresent();
        LossTargets targets = LossTargets.of(Expectations.tensor(golden.tensor("y")))
                .weighted(Expectations.tensor(golden.tensor("sample_weight")));
        if (golden.has("mask")) {
            targets = targets.masked(Mask.of(golden.tensor("mask").booleanRows()));
        }
        LossValues values =
                SparseCategoricalCrossentropy.ofLogits().of(Expectations.tensor(golden.tensor("logits")), targets);
        double intended =
                golden.content().path("weight_applied_per_row(intended)").asDouble();
        assertThat(values.value(LossReduction.SUM_OVER_BATCH_SIZE)).isCloseTo(intended, within(TOLERANCE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classWeights")
    void weighsClassesAsKeras(Golden golden) {
        Tensor logits = Expectations.tensor(golden.tensor("logits"));
        LossTargets targets = LossTargets.of(Expectations.tensor(golden.tensor("y")));
        if (golden.has("class_weight")) {
            targets = targets.weighted(LossCase.classWeights(golden.content().path("class_weight")));
        }
        boolean oneHot = targets.values().rank() == 2 && targets.values().dimension(1) > 1;
        Loss loss = oneHot ? CategoricalCrossentropy.ofLogits() : SparseCategoricalCrossentropy.ofLogits();
        LossValues values = loss.of(logits, targets);
        assertThat(values.value(LossReduction.SUM_OVER_BATCH_SIZE))
                .isCloseTo(golden.content().path("loss").asDouble(), within(TOLERANCE));
        assertThat(weightedAccuracy(logits, targets, oneHot, values.weights().values()))
                .isCloseTo(golden.content().path("weighted_acc").asDouble(), within(TOLERANCE));
    }

    private static double weightedAccuracy(Tensor logits, LossTargets targets, boolean oneHot, double[] weights) {
        double hits = 0;
        double sum = 0;
        Loss classes = CategoricalCrossentropy.ofLogits();
        for (int row = 0; row < weights.length; row++) {
            int predicted = classes.classOf(row(logits, row));
            int label = oneHot
                    ? classes.classOf(row(targets.values(), row))
                    : (int) targets.values().values()[row];
            hits += predicted == label ? weights[row] : 0;
            sum += weights[row];
        }
        return hits / sum;
    }

    private static double[] row(Tensor tensor, int row) {
        int width = tensor.features();
        return java.util.Arrays.copyOfRange(tensor.values(), row * width, (row + 1) * width);
    }

    private static void assertIsPlain(LossCase loss) {
        PlainLosses plain = new PlainLosses(loss);
        Expectations.assertClose("losses", loss.values().losses().values(), plain.losses(), TOLERANCE);
        if (!loss.reduction().equals("none")) {
            assertValue(loss, plain.value(loss.reduction()));
        }
    }

    private static void assertValue(LossCase loss, JsonNode expected) {
        assertThat(expected.isNumber()).as("%s is a number", expected).isTrue();
        assertValue(loss, expected.asDouble());
    }

    private static void assertValue(LossCase loss, double expected) {
        double tolerance = TOLERANCE * Math.max(1, Math.abs(expected));
        assertThat(loss.values().value(reduction(loss))).isCloseTo(expected, within(tolerance));
    }

    private static LossReduction reduction(LossCase loss) {
        return LossReduction.valueOf(loss.reduction().toUpperCase(Locale.ROOT));
    }

    /** The cases of a golden file, by the document that holds them. */
    @SuppressWarnings("ReferenceEquality") // two documents may say the same of themselves
    private static List<List<Golden>> documents(String file) {
        List<List<Golden>> documents = new ArrayList<>();
        JsonNode meta = null;
        for (Golden golden : Goldens.cases(file)) {
            if (golden.meta() != meta) {
                documents.add(new ArrayList<>());
                meta = golden.meta();
            }
            documents.get(documents.size() - 1).add(golden);
        }
        return documents;
    }

    /** A case with the loss and the data of {@code Name|{arguments}}. */
    private static Golden like(List<Golden> cases, String loss) {
        String name = loss.substring(0, loss.indexOf('|'));
        JsonNode config = json(loss.substring(loss.indexOf('|') + 1));
        return cases.stream()
                .filter(golden -> golden.content().path("loss").asText().equals(name))
                .filter(golden ->
                        LossCase.loss(name, golden.content().path("config")).equals(LossCase.loss(name, config)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No case has the data of " + loss));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("Invalid case: " + text, e);
        }
    }
}
