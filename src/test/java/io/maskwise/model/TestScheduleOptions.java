package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.InvalidOption;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TestScheduleOptions {
    @ParameterizedTest(name = "{0}, {1} warm-up, {2} to decay, down to {3}: step {4} takes {5}")
    @CsvSource({
        "CONSTANT, 0, 0, 0, 0, 1",
        "CONSTANT, 4, 0, 0, 0, 0",
        "CONSTANT, 4, 0, 0, 3, 0.75",
        "CONSTANT, 4, 0, 0, 4, 1",
        "COSINE, 0, 10, 0, 0, 1",
        "COSINE, 0, 10, 0, 5, 0.5",
        "COSINE, 0, 10, 0, 10, 0",
        "COSINE, 0, 10, 0.2, 10, 0.2",
        "COSINE, 0, 10, 0.2, 99, 0.2",
        "COSINE, 2, 4, 0, 1, 0.5",
        "COSINE, 2, 4, 0, 3, 0.8535533905932737",
        "INVERSE_SQUARE_ROOT, 0, 0, 0, 0, 1",
        "INVERSE_SQUARE_ROOT, 0, 0, 0, 4, 0.5",
        "INVERSE_SQUARE_ROOT, 4, 0, 0, 2, 0.5",
        "INVERSE_SQUARE_ROOT, 4, 0, 0, 16, 0.5"
    })
    void aStepTakesItsFraction(ScheduleKind kind, long warmUp, long decay, double least, long step, double expected) {
        assertThat(new ScheduleOptions(kind, warmUp, decay, least).factor(step)).isEqualTo(expected, within(1e-12));
    }

    @Test
    void aCosineWithoutAnEndTakesThatOfTheRun() {
        ScheduleOptions cosine = new ScheduleOptions(ScheduleKind.COSINE, 5, 0, 0);
        assertThatThrownBy(() -> cosine.factor(9))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot tell the step size: the schedule does not know the run's steps");
        assertThat(cosine.over(25).factor(15)).isEqualTo(0.5, within(1e-12));
        assertThat(new ScheduleOptions(ScheduleKind.COSINE, 5, 7, 0).over(25).decaySteps())
                .isEqualTo(7);
    }

    @Test
    void impossibleSchedulesAreRefused() {
        assertThatThrownBy(() -> new ScheduleOptions(ScheduleKind.COSINE, -1, 0, 0))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("Invalid warm up steps: -1 (must be >= 0)");
        assertThatThrownBy(() -> new ScheduleOptions(ScheduleKind.COSINE, 0, 0, 1.5))
                .hasMessage("Invalid final fraction: 1.5 (must be >= 0 and <= 1)");
    }

    private static final PaddedBatch BATCH = new PaddedBatch(
            new int[][] {{1, 2, 0}, {3, 1, 2}},
            Mask.ofLengths(new int[] {2, 3}, 3, Side.POST),
            new int[][] {{0, 1, 0}, {1, 0, 1}},
            Mask.ofLengths(new int[] {2, 3}, 3, Side.POST));

    private static Dl4jNetwork network(UpdaterOptions updater) {
        ModelOptions options = new ModelOptions(
                ModelTask.TAGGING, 3, new RecurrentOptions(2, RecurrentDirection.FORWARD), Precision.DOUBLE, 1);
        return Dl4jNetwork.create(new NetworkDescription(ModelSpec.of(options, 5, 2), updater, Precision.DOUBLE, 1));
    }

    @ParameterizedTest
    @EnumSource(UpdaterKind.class)
    void aStepOfSizeZeroChangesNoParameterAndTheNextDoes(UpdaterKind kind) {
        UpdaterOptions updater =
                UpdaterOptions.of(kind, 0.1).scheduledBy(new ScheduleOptions(ScheduleKind.CONSTANT, 2, 0, 0));
        try (Dl4jNetwork network = network(updater)) {
            double[] before = network.parameters().toDoubles();
            network.fit(BATCH);
            assertThat(network.parameters().toDoubles()).containsExactly(before);
            network.fit(BATCH);
            assertThat(network.parameters().toDoubles()).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(UpdaterKind.class)
    void aModelFileKeepsScheduleAndDecay(UpdaterKind kind) throws IOException {
        UpdaterOptions updater =
                UpdaterOptions.of(kind, 0.1).scheduledBy(new ScheduleOptions(ScheduleKind.COSINE, 1, 3, 0.1));
        try (Dl4jNetwork network = network(updater)) {
            network.fit(BATCH);
            network.fit(BATCH);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            network.write(file);
            try (Dl4jNetwork read = Dl4jNetwork.read(new ByteArrayInputStream(file.toByteArray()), "model.zip")) {
                for (int step = 0; step < 3; step++) {
                    network.fit(BATCH);
                    read.fit(BATCH);
                }
                assertThat(read.state().parameters().toDoubles())
                        .containsExactly(network.state().parameters().toDoubles());
                assertThat(read.steps()).isEqualTo(5);
            }
        }
    }

    @Test
    void sgdTakesTheScheduledStep() {
        try (Dl4jNetwork network =
                network(UpdaterOptions.sgd(0.5).scheduledBy(new ScheduleOptions(ScheduleKind.CONSTANT, 4, 0, 0)))) {
            network.fit(BATCH);
            double[] before = network.parameters().toDoubles();
            double[] gradient = network.gradient(BATCH).gradient().toDoubles();
            network.fit(BATCH);
            double[] after = network.parameters().toDoubles();
            for (int i = 0; i < after.length; i++) {
                assertThat(after[i]).isEqualTo(before[i] - 0.125 * gradient[i], within(1e-15));
            }
        }
    }

    @Test
    void adamwShrinksEveryWeightBeforeTheStepOfAdam() {
        try (Dl4jNetwork adam = network(UpdaterOptions.adam(0.1));
                Dl4jNetwork adamw = network(UpdaterOptions.of(UpdaterKind.ADAMW, 0.1))) {
            double[] before = adam.parameters().toDoubles();
            adam.fit(BATCH);
            adamw.fit(BATCH);
            double[] with = adamw.parameters().toDoubles();
            double[] without = adam.parameters().toDoubles();
            for (int i = 0; i < with.length; i++) {
                assertThat(with[i]).isEqualTo(without[i] - 0.1 * 0.004 * before[i], within(1e-15));
            }
        }
    }

    @Test
    void anUpdaterThatForgetsBeginsItsOwnCountAnew() {
        try (Dl4jNetwork fresh = network(UpdaterOptions.adam(0.1));
                Dl4jNetwork worn = network(UpdaterOptions.adam(0.1))) {
            ParameterVector parameters = fresh.parameters();
            worn.fit(BATCH);
            worn.fit(BATCH);
            worn.restore(new NetworkState(parameters, ParameterVector.of(new double[0]), 2));
            fresh.fit(BATCH);
            worn.fit(BATCH);
            assertThat(worn.parameters().toDoubles())
                    .containsExactly(fresh.parameters().toDoubles());
            assertThat(worn.steps()).isEqualTo(3);
        }
    }
}
