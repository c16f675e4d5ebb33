package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.metrics.LossSum;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.SequenceNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCheckpointStore {
    @TempDir
    Path folder;

    private void publish(int rounds) {
        publish(rounds, Runs.in(folder).job("run"));
    }

    private void publish(int rounds, TrainingJob job) {
        try (SequenceNetwork network = job.factory().create()) {
            new CheckpointStore(job).publish(progress(rounds, ValidationProgress.NONE), network, Optional.empty());
        }
    }

    private static RunProgress progress(int rounds, ValidationProgress validation) {
        return new RunProgress(1, rounds, rounds, LossSum.ZERO, List.of(), 0, 0, 0, 0, 0, 0, validation, false);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("run/checkpoints"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theNewestFewStay() throws IOException {
        for (int rounds = 1; rounds <= 4; rounds++) {
            publish(rounds);
        }
        assertThat(names()).containsExactly("round-000003", "round-000004");
    }

    @Test
    void whatIsBeyondTheRoundGoesBecauseItWasDamaged() throws IOException {
        publish(2);
        publish(9);
        publish(4);
        assertThat(names()).containsExactly("round-000002", "round-000004");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Files.createFile(folder.resolve("run"));
        assertThatThrownBy(() -> publish(1))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("run/checkpoints/round-000001") + ": ");
    }

    @Test
    void aCheckpointThatCannotBeWrittenIsNamedWithTheCause() {
        TrainingJob job = Runs.in(folder).on(FullFileSystem.SCHEME).job("run");
        FullFileSystem.addTo(job.hadoop());
        assertThatThrownBy(() -> publish(1, job))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT))
                .hasMessage("Cannot write the checkpoint full:" + folder.resolve("run/checkpoints/round-000001")
                        + ": No space left on device")
                .cause()
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    private Checkpoint publishedWithBest(int rounds, int bestRound, ParameterVector best) {
        TrainingJob job = Runs.in(folder).job("run");
        try (SequenceNetwork network = job.factory().create()) {
            CheckpointStore store = new CheckpointStore(job);
            ValidationProgress validation = new ValidationProgress(3, bestRound, 0.5, 0.75, 1);
            store.publish(progress(rounds, validation), network, Optional.of(best));
            return store.latest(warning -> {}).orElseThrow();
        }
    }

    private ParameterVector other(double value) {
        try (SequenceNetwork network = Runs.in(folder).job("run").factory().create()) {
            float[] values = network.parameters().toFloats();
            Arrays.fill(values, (float) value);
            return ParameterVector.of(values);
        }
    }

    @Test
    void theBestModelOfAnEarlierRoundIsKeptBesideTheLastOne() throws IOException {
        Checkpoint read = publishedWithBest(4, 2, other(0.25));
        assertThat(read.best().orElseThrow().toFloats()).containsOnly(0.25f);
        assertThat(read.progress().validation().bestRound()).isEqualTo(2);
        assertThat(folder.resolve("run/checkpoints/round-000004/best.bin")).exists();
    }

    @Test
    void theBestModelThatIsTheLastOneIsKeptOnce() {
        Checkpoint read = publishedWithBest(4, 4, other(0.25));
        assertThat(read.best().orElseThrow().digest())
                .isEqualTo(read.network().parameters().digest());
        assertThat(folder.resolve("run/checkpoints/round-000004/best.bin")).doesNotExist();
    }

    @Test
    void aFlippedBitInTheBestModelIsFound() throws IOException {
        publish(2);
        publishedWithBest(4, 2, other(0.25));
        Path best = folder.resolve("run/checkpoints/round-000004/best.bin");
        byte[] bytes = Files.readAllBytes(best);
        bytes[7] ^= 1;
        Files.write(best, bytes);
        List<String> warnings = new ArrayList<>();
        Checkpoint read = new CheckpointStore(Runs.in(folder).job("run"))
                .latest(warnings::add)
                .orElseThrow();
        assertThat(read.progress().totalRounds()).isEqualTo(2);
        assertThat(warnings)
                .containsExactly("Cannot use the checkpoint " + folder.resolve("run/checkpoints/round-000004")
                        + ": the SHA-256 of best.bin is wrong (going back to the one before it)");
    }
}
