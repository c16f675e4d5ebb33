package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.metrics.LossSum;
import io.maskwise.model.SequenceNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            new CheckpointStore(job)
                    .publish(new RunProgress(1, rounds, rounds, LossSum.ZERO, List.of(), 0, 0), network);
        }
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
}
