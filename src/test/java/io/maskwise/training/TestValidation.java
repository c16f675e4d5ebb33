package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.InvalidOption;
import io.maskwise.metrics.LossSum;
import io.maskwise.model.BatchScores;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.testing.FakeNetwork;
import io.maskwise.testing.RaggedRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is measured meanwhile, keeps its best model and stops in time. */
class TestValidation {
    @TempDir
    Path folder;

    /** So large a step that the loss on other rows soon rises. */
    private Runs runs() {
        return Runs.in(folder).with(UpdaterOptions.adam(0.2));
    }

    private static List<TrainingShard> otherRows() {
        RaggedRows random = new RaggedRows(77);
        return random.dealt(random.rows(20, 3, 5, 8), Runs.WORKERS);
    }

    private static final class Heard implements TrainingListener {
        private final List<ValidationReport> measured = new ArrayList<>();

        @Override
        public void validated(ValidationReport report) {
            measured.add(report);
        }
    }

    private TrainingOutcome train(String name, ValidationOptions validation, TrainingListener listener) {
        Runs runs = runs();
        TrainingOptions options = runs.options().validating(validation);
        TrainingJob job = runs.job(name);
        TrainingJob validating = new TrainingJob(
                job.run(), options, job.factory(), job.reader(), job.data(), job.folder(), job.hadoop());
        RaggedRows random = new RaggedRows(9);
        List<TrainingShard> shards = random.dealt(random.rows(50, 3, 5, 8), Runs.WORKERS);
        Supplier<Workers> workers = () ->
                new OverwritingWorkers(new LocalWorkers(shards, otherRows(), new WorkerPass(options), runs.factory()));
        return new TrainingRun(validating, listener).run(workers);
    }

    @Test
    void theModelIsTheOneOfTheBestMeasurement() {
        Heard heard = new Heard();
        TrainingSummary summary =
                train("best", new ValidationOptions("other", 1, 0, 0), heard).summary();
        assertThat(heard.measured).hasSize((int) summary.rounds());
        ValidationReport best = heard.measured.stream()
                .min(Comparator.comparingDouble(ValidationReport::loss))
                .orElseThrow();
        assertThat(best.totalRound())
                .as("the example is worth something only if the last model is not the best")
                .isLessThan(summary.rounds());
        assertThat(summary.validation().bestRound()).isEqualTo(best.totalRound());
        assertThat(summary.metrics()).containsEntry("bestRound", best.totalRound());
        try (SequenceNetwork network = ModelFolder.open(
                        ModelFolder.of(runs().job("best").folder()), FakeNetwork::read, Runs.hadoop())
                .stored()
                .create()) {
            assertThat(network.parameters().digest()).isEqualTo(summary.parametersDigest());
            LossSum loss = LossSum.ZERO;
            for (TrainingShard shard : otherRows()) {
                for (var row : shard.rows()) {
                    BatchScores scores = network.forward(PaddedBatch.stack(List.of(row), shard.labelling()));
                    loss = loss.merge(scores.loss());
                }
            }
            assertThat(loss.mean()).isEqualTo(best.loss(), within(1e-9));
        }
    }

    @Test
    void aRunStopsWhenItsPatienceIsOver() {
        Heard heard = new Heard();
        TrainingSummary whole =
                train("whole", new ValidationOptions("other", 1, 0, 0), heard).summary();
        TrainingSummary stopped = train("stopped", new ValidationOptions("other", 1, 2, 0), TrainingListener.SILENT)
                .summary();
        assertThat(stopped.stoppedEarly()).isTrue();
        assertThat(stopped.rounds()).isLessThan(whole.rounds());
        assertThat(stopped.validation().sinceBest()).isEqualTo(2);
        assertThat(train("stopped", new ValidationOptions("other", 1, 2, 0), TrainingListener.SILENT)
                        .completion())
                .isEqualTo(TrainingOutcome.Completion.ALREADY_COMPLETE);
    }

    @Test
    void aMeasuredRunKilledAnywhereEndsTheSame() {
        ValidationOptions validation = new ValidationOptions("other", 2, 3, 0);
        TrainingSummary whole =
                train("whole", validation, TrainingListener.SILENT).summary();
        for (int killPoint = 0; killPoint < 12; killPoint++) {
            String name = "killed-" + killPoint;
            try {
                train(name, validation, new Killer(killPoint));
            } catch (Killed expected) {
                // goes on below
            }
            TrainingSummary resumed =
                    train(name, validation, TrainingListener.SILENT).summary();
            assertThat(resumed.parametersDigest()).as(name).isEqualTo(whole.parametersDigest());
            assertThat(resumed.validation()).as(name).isEqualTo(whole.validation());
            assertThat(resumed.rounds()).as(name).isEqualTo(whole.rounds());
        }
    }

    @Test
    void updatersThatForgetGiveAnotherModelThatCanBeResumed() {
        Runs runs = runs();
        TrainingOptions options = runs.options().keeping(UpdaterStatePolicy.RESET);
        List<String> digests = new ArrayList<>();
        for (String name : List.of("reset", "reset-killed")) {
            TrainingJob job = runs.job(name);
            TrainingJob forgetting = new TrainingJob(
                    job.run(), options, job.factory(), job.reader(), job.data(), job.folder(), job.hadoop());
            RaggedRows random = new RaggedRows(9);
            List<TrainingShard> shards = random.dealt(random.rows(50, 3, 5, 8), Runs.WORKERS);
            Supplier<Workers> workers = () -> new LocalWorkers(shards, new WorkerPass(options), runs.factory());
            if (name.endsWith("killed")) {
                assertThatThrownBy(() -> new TrainingRun(forgetting, new Killer(7)).run(workers))
                        .isInstanceOf(Killed.class);
            }
            digests.add(new TrainingRun(forgetting, TrainingListener.SILENT)
                    .run(workers)
                    .summary()
                    .parametersDigest());
        }
        assertThat(digests.get(1)).isEqualTo(digests.get(0));
        assertThat(digests.get(0)).isNotEqualTo(runs.digest("average"));
    }

    @Test
    void patienceWithoutASplitIsRefused() {
        assertThatThrownBy(() -> new ValidationOptions("", 0, 3, 0))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("Invalid patience: 3 (must be 0 where no split is named)");
        assertThatThrownBy(() -> new ValidationOptions("dev", -1, 0, 0))
                .hasMessage("Invalid every rounds: -1 (must be >= 0, where 0 = each epoch)");
        assertThatThrownBy(() -> new PoisonOptions(PoisonPolicy.SKIP, 0.5))
                .hasMessage("Invalid loss spike: 0.5 (must be > 1, or 0 for no limit)");
    }
}
