package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestLoss {
    private static final LossReduction MEAN = LossReduction.SUM_OVER_BATCH_SIZE;

    /** The question that Keras' guide leaves open: is a padded step part of the loss? */
    @Test
    void theGuidesOpenQuestionHasAnAnswer() {
        Tensor predictions = Tensor.of(
                new double[] {
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    -0.0793161,
                    -0.17551334,
                    0.12153674,
                    -0.2666166,
                    -0.01823441,
                    -0.04468612,
                    -0.38669798,
                    0.03491515,
                    -0.15501674,
                    0,
                    0,
                    0,
                    -0.19989397,
                    0.04159923,
                    -0.12086871,
                    -0.22334047,
                    -0.11435185,
                    0.00689123,
                    -0.36727932,
                    0.00774298,
                    -0.12397961,
                    -0.45215282,
                    0.05321965,
                    -0.20078692
                },
                2,
                5,
                3);
        Tensor targets = Tensor.zeros(2, 5, 3);
        Arrays.fill(targets.values(), 1);
        Mask mask = Mask.ofLengths(new int[] {3, 4}, 5, Side.PRE);
        LossValues masked =
                new MeanAbsoluteError().of(predictions, LossTargets.of(targets).masked(mask));
        LossValues unmasked = new MeanAbsoluteError().of(predictions, LossTargets.of(targets));
        assertThat(masked.value(MEAN)).isCloseTo(1.1268014, within(5e-8));
        assertThat(masked.total().sum() / 10).isCloseTo(0.78876, within(5e-6));
        assertThat(unmasked.value(MEAN)).isCloseTo(1.088761, within(5e-7));
    }

    @Test
    void weightsNeverEnterTheDivisorUnlessAskedTo() {
        LossValues values = new MeanAbsoluteError()
                .of(
                        Tensor.of(new double[] {2, 3, 5}, 3, 1),
                        LossTargets.of(Tensor.zeros(3)).weighted(Tensor.of(new double[] {0.5, 0, 2}, 3)));
        assertThat(values.losses().values()).containsExactly(1, 0, 10);
        assertThat(values.value(LossReduction.SUM)).isEqualTo(11);
        assertThat(values.value(MEAN)).isEqualTo(11 / 3.0);
        assertThat(values.value(LossReduction.MEAN_WITH_SAMPLE_WEIGHT)).isEqualTo(11 / 2.5);
        assertThat(values.gradient(MEAN).values()).containsExactly(0.5 / 3, 0, 2 / 3.0);
    }

    @Test
    void weightsThatAreAllZeroGiveZero() {
        LossValues values = new MeanAbsoluteError()
                .of(
                        Tensor.of(new double[] {2, 3}, 2, 1),
                        LossTargets.of(Tensor.zeros(2)).weighted(Tensor.zeros(2)));
        assertThat(values.total().weight()).isEqualTo(2);
        for (LossReduction reduction : LossReduction.values()) {
            assertThat(values.value(reduction)).isZero();
            assertThat(values.gradient(reduction).values()).containsOnly(0);
        }
    }

    @Test
    void aWeightOfZeroHidesWhatIsNotFinite() {
        LossValues values = new MeanSquaredError()
                .of(
                        Tensor.of(new double[] {Double.NaN, 3}, 2, 1),
                        LossTargets.of(Tensor.zeros(2)).weighted(Tensor.of(new double[] {0, 1}, 2)));
        assertThat(values.value(MEAN)).isEqualTo(4.5);
        assertThat(values.gradient(MEAN).values()).containsExactly(0, 3);
    }

    /** Half the square up to delta; from there the line that goes on without a bend. */
    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.125, 0.5", "1, 1, 0.5, 1", "1, 3, 2.5, 1", "0.5, 0.5, 0.125, 0.5", "0.5, -2, 0.875, -0.5"})
    void huberIsLinearBeyondDelta(double delta, double error, double value, double slope) {
        LossValues values = new Huber(delta).of(Tensor.of(new double[] {error}, 1, 1), LossTargets.of(Tensor.zeros(1)));
        assertThat(values.value(MEAN)).isEqualTo(value);
        assertThat(values.gradient(MEAN).values()).containsExactly(slope);
    }

    @Test
    void classesWeighBesidesWhatLabelsWeighAlready() {
        Mask mask = Mask.of(new boolean[][] {{true, true, false}});
        PaddedBatch batch = new PaddedBatch(new int[1][3], mask, new int[][] {{1, 2, 1}}, mask)
                .withLabelWeights(new double[][] {{0.5, 3, 0}});
        PaddedBatch weighed = ClassWeights.of(Map.of(1, 4.0)).weigh(batch);
        assertThat(weighed.labelWeight(0, 0)).isEqualTo(2);
        assertThat(weighed.labelWeight(0, 1)).isEqualTo(3);
        assertThat(ClassWeights.NONE.weigh(batch)).isSameAs(batch);
    }

    @Test
    void whatIsNotFiniteAndCountsIsNotHidden() {
        for (Loss loss : List.of(new MeanSquaredError(), new MeanAbsoluteError(), new Huber(), new KLDivergence())) {
            LossValues values = loss.of(Tensor.of(new double[] {Double.NaN}, 1, 1), LossTargets.of(Tensor.zeros(1)));
            assertThat(values.value(MEAN)).isNaN();
        }
    }

    @Test
    void anIgnoredClassIsAMaskedPosition() {
        Tensor logits = Tensor.of(new double[] {1, 2, 3, 4, 5, 7}, 1, 3, 2);
        Tensor labels = Tensor.of(new double[] {1, -1, 0}, 1, 3);
        Mask mask = Mask.of(new boolean[][] {{true, false, true}});
        SparseCategoricalCrossentropy loss = SparseCategoricalCrossentropy.ofLogits();
        LossValues ignored = loss.ignoring(-1).of(logits, LossTargets.of(labels));
        LossValues masked = loss.of(logits, LossTargets.of(labels).masked(mask));
        assertThat(ignored.total()).isEqualTo(masked.total());
        assertThat(ignored.gradient(MEAN).values())
                .isEqualTo(masked.gradient(MEAN).values());
    }

    @Test
    void anImpossibleClassOfATargetOfZeroCostsNothing() {
        Tensor logits = Tensor.of(new double[] {0, 0, Double.NEGATIVE_INFINITY}, 1, 3);
        LossTargets targets = LossTargets.of(Tensor.of(new double[] {1, 0, 0}, 1, 3));
        LossValues values = CategoricalCrossentropy.ofLogits().of(logits, targets);
        assertThat(values.value(MEAN)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(values.gradient(MEAN).values()).containsExactly(-0.5, 0.5, 0);
    }

    @Test
    void logitsOfAnySizeGiveFiniteLosses() {
        Tensor logits = Tensor.of(new double[] {1e4, -1e4}, 1, 2);
        assertThat(SparseCategoricalCrossentropy.ofLogits()
                        .of(logits, LossTargets.of(Tensor.of(new double[] {1}, 1)))
                        .value(MEAN))
                .isEqualTo(2e4);
        assertThat(BinaryCrossentropy.ofLogits()
                        .of(logits, LossTargets.of(Tensor.of(new double[] {0, 1}, 1, 2)))
                        .value(MEAN))
                .isEqualTo(1e4);
    }

    @Test
    void probabilitiesThatAreClippedHaveNoGradient() {
        Tensor probabilities = Tensor.of(new double[] {0, 1}, 1, 2);
        LossTargets targets = LossTargets.of(Tensor.of(new double[] {1, 0}, 1, 2));
        for (Loss loss : List.of(BinaryCrossentropy.ofProbabilities(), CategoricalCrossentropy.ofProbabilities())) {
            LossValues values = loss.of(probabilities, targets);
            assertThat(values.value(MEAN)).isCloseTo(-Math.log(1e-7), within(1e-6));
            assertThat(values.gradient(MEAN).values()).containsOnly(0);
        }
    }

    @Test
    void aLossOfOnesOwnIsOneMethod() {
        Loss lastFeature = (prediction, target, gradient) -> {
            int last = prediction.length - 1;
            gradient[last] = -1;
            return target[last] - prediction[last];
        };
        LossValues values = lastFeature.of(
                Tensor.of(new double[] {9, 1, 9, 2, Double.NaN, Double.NaN}, 1, 3, 2),
                LossTargets.of(Tensor.zeros(1, 3, 2)).masked(Mask.ofLengths(new int[] {2}, 3, Side.POST)));
        assertThat(values.value(MEAN)).isEqualTo(-1.5);
        assertThat(values.gradient(MEAN).values()).containsExactly(0, -0.5, 0, -0.5, 0, 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.maskwise.model.RandomLosses#samples")
    void isTheSameAfterSerialization(RandomLosses.Sample sample) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sample.loss());
        }
        Loss copy = (Loss) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        RandomLosses.Batch batch = RandomLosses.unpadded(new RandomLosses(1, sample).rows(3, 4), sample.targetWidth());
        assertThat(batch.values(copy).total())
                .isEqualTo(batch.values(sample.loss()).total());
    }

    private static void assertRefused(Loss loss, Tensor predictions, LossTargets targets, String message) {
        assertThatThrownBy(() -> loss.of(predictions, targets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesShapesThatDoNotFit() {
        Loss dense = new MeanSquaredError();
        Loss sparse = SparseCategoricalCrossentropy.ofLogits();
        Tensor predictions = Tensor.zeros(4, 5, 3);
        LossTargets ids = LossTargets.of(Tensor.zeros(4, 5));
        assertRefused(
                dense,
                Tensor.zeros(4),
                ids,
                "Invalid predictions: [4] (must be [batch, time, features] or [batch, features])");
        assertRefused(dense, predictions, ids, "Invalid targets: [4, 5] (must be [4, 5, 3], as the predictions)");
        assertRefused(
                sparse,
                predictions,
                LossTargets.of(Tensor.zeros(4, 5, 3)),
                "Invalid targets: [4, 5, 3] (must be [4, 5] or [4, 5, 1], as the predictions)");
        assertRefused(
                sparse,
                predictions,
                ids.masked(Mask.allReal(4, 6)),
                "Invalid mask: [4, 6] (must be [4, 5], as the predictions)");
        assertRefused(
                sparse,
                predictions,
                ids.weighted(Tensor.zeros(5)),
                "Invalid sample weights: [5] (must be [4] or [4, 1] or [4, 5], as the predictions)");
        assertRefused(
                sparse,
                Tensor.zeros(4, 3),
                LossTargets.of(Tensor.zeros(4)).weighted(Tensor.zeros(4, 3)),
                "Invalid sample weights: [4, 3] (must be [4] or [4, 1], as the predictions)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesInvalidWeightsWhereTheyCount(double weight) {
        LossTargets targets = LossTargets.of(Tensor.zeros(1, 2)).weighted(Tensor.of(new double[] {1, weight}, 1, 2));
        Loss loss = SparseCategoricalCrossentropy.ofLogits();
        Tensor logits = Tensor.zeros(1, 2, 3);
        assertRefused(
                loss,
                logits,
                targets,
                "Cannot compute the loss at row 0, step 1: Invalid sample weight: " + weight
                        + " (must be finite and >= 0)");
        Mask mask = Mask.ofLengths(new int[] {1}, 2, Side.POST);
        assertThat(loss.of(logits, targets.masked(mask)).value(MEAN)).isCloseTo(Math.log(3), within(1e-15));
    }

    @Test
    void refusesLabelsThatAreNoClassWhereTheyCount() {
        Loss loss = SparseCategoricalCrossentropy.ofLogits();
        LossTargets tooLarge = LossTargets.of(Tensor.of(new double[] {0, 3}, 2));
        assertRefused(
                loss,
                Tensor.zeros(2, 3),
                tooLarge,
                "Cannot compute the loss at row 1: Invalid label: 3 (must be 0 to 2)");
        for (double label : new double[] {-1, 0.5, Double.NaN}) {
            assertRefused(
                    loss,
                    Tensor.zeros(1, 1, 3),
                    LossTargets.of(Tensor.of(new double[] {label}, 1, 1)),
                    "Cannot compute the loss at row 0, step 0: Invalid label: " + label
                            + " (must be a whole number >= 0)");
        }
    }

    @Test
    void refusesClassWeightsWhereTargetsHaveNoClass() {
        LossTargets targets = LossTargets.of(Tensor.zeros(1, 2)).weighted(ClassWeights.of(Map.of(0, 2.0)));
        assertRefused(
                new Huber(),
                Tensor.zeros(1, 2),
                targets,
                "Cannot compute the loss at row 0: Cannot weight by class: the targets of this loss have none");
        assertRefused(
                BinaryCrossentropy.ofLogits(),
                Tensor.zeros(1, 2),
                targets,
                "Cannot compute the loss at row 0: Cannot weight by class: the target has 2 labels (must be one)");
    }

    @Test
    void weighsTheTwoClassesOfOneLabel() {
        LossTargets targets =
                LossTargets.of(Tensor.of(new double[] {0, 1}, 2)).weighted(ClassWeights.of(Map.of(1, 3.0)));
        LossValues values = BinaryCrossentropy.ofLogits().of(Tensor.zeros(2, 1), targets);
        assertThat(values.weights().values()).containsExactly(1, 3);
        assertThat(values.value(MEAN)).isCloseTo(2 * Math.log(2), within(1e-15));
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> new Huber(0)).hasMessage("Invalid delta: 0.0 (must be finite and > 0)");
        assertThatThrownBy(() -> new CategoricalCrossentropy(true, 1.5))
                .hasMessage("Invalid label smoothing: 1.5 (must be 0 to 1)");
        assertThatThrownBy(() -> new BinaryCrossentropy(true, Double.NaN))
                .hasMessage("Invalid label smoothing: NaN (must be 0 to 1)");
        assertThatThrownBy(() -> ClassWeights.of(Map.of(-1, 1.0))).hasMessage("Invalid class: -1 (must be >= 0)");
        assertThatThrownBy(() -> ClassWeights.of(Map.of(2, Double.NaN)))
                .hasMessage("Invalid weight of class 2: NaN (must be finite and >= 0)");
    }
}
