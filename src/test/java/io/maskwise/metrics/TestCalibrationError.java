package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the laws that hold for every metric. */
final class TestCalibrationError {
    private static CalibrationError error(int bins) {
        return new CalibrationError(ScoreKind.PROBABILITIES, bins);
    }

    @Test
    void aTableByHand() {
        CalibrationError error = error(2);
        error.add(0.25, true);
        error.add(0.5, false); // an upper bound belongs to its bin: 0.75 promised, 1 right
        error.add(0.75, true);
        error.add(1, true); // 1.75 promised, 2 right
        assertThat(error.value()).isEqualTo((0.25 + 0.25) / 4);
    }

    @Test
    void overconfidenceInOneBinCancelsUnderconfidenceInItAlone() {
        CalibrationError one = error(1);
        CalibrationError two = error(2);
        for (CalibrationError error : new CalibrationError[] {one, two}) {
            error.add(0.25, true);
            error.add(0.75, false);
        }
        assertThat(one.value()).isEqualTo(0);
        assertThat(two.value()).isEqualTo(0.75);
    }

    @Test
    void weightsCountAndLogitsAreBroughtToProbabilities() {
        double[][][] probabilities = {{{0.25, 0.75}, {0.5, 0.5}, {0.125, 0.875}}};
        double[][][] logits = new double[1][3][2];
        for (int step = 0; step < 3; step++) {
            for (int id = 0; id < 2; id++) {
                logits[0][step][id] = 7 + Math.log(probabilities[0][step][id]);
            }
        }
        TokenWeights weights = TokenWeights.of(Mask.allReal(1, 3), new double[][] {{2, 1, 0.5}});
        TokenValues labels = TokenValues.ofIds(new int[][] {{1, 1, 0}});
        CalibrationError ofProbabilities = error(4);
        CalibrationError ofLogits = new CalibrationError(ScoreKind.LOGITS, 1);
        ofProbabilities.add(new PredictionBatch(labels, TokenValues.ofVectors(probabilities), weights));
        ofLogits.add(new PredictionBatch(labels, TokenValues.ofVectors(logits), weights));
        assertThat(ofProbabilities.value()).isEqualTo((0.5 + 0.5 + 0.4375) / 3.5);
        assertThat(ofLogits.value()).isCloseTo((2 - 1.5 - 0.5 - 0.4375) / -3.5, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.POSITIVE_INFINITY})
    void whatIsNoProbabilityIsRefused(double confidence) {
        CalibrationError error = error(15);
        assertThatThrownBy(() -> error.add(confidence, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid confidence: " + confidence + " (must be 0 to 1)");
        assertThat(error).isEqualTo(error(15));
    }

    @Test
    void aConfidenceThatIsNotANumberIsNotHidden() {
        CalibrationError error = error(15);
        error.add(Double.NaN, true);
        assertThat(error.value()).isNaN();
        assertThat(error.merge(error(15)).value()).isNaN();
    }

    @Test
    void noBinsAreRefused() {
        assertThatThrownBy(() -> error(0)).hasMessage("Invalid number of bins: 0 (must be >= 1)");
    }
}
