package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        TrainingJob job = Runs.in(folder).job("run");
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
    void aPlaceThatCannotBeWrittenIsNamedWithTheCause() throws IOException {
        Files.createFile(folder.resolve("run"));
        assertThatThrownBy(() -> publish(1))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot write ")
                .hasCauseInstanceOf(IOException.class);
    }
}
