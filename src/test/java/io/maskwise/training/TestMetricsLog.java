package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.MaskwiseException;
import io.maskwise.metrics.LossSum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestMetricsLog {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Path file() {
        return folder.resolve("metrics.jsonl");
    }

    private MetricsLog open(String scheme, long rounds) {
        return MetricsLog.open(
                new org.apache.hadoop.fs.Path(scheme, "", file().toString()), rounds, warnings::add, Runs.hadoop());
    }

    private void write(int... rounds) throws IOException {
        Files.write(
                file(),
                Arrays.stream(rounds)
                        .mapToObj(round -> "{\"totalRound\":" + round + "}")
                        .toList());
    }

    private List<Integer> rounds() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> line.replaceAll(".*\"totalRound\":(\\d+).*", "$1"))
                .map(Integer::valueOf)
                .toList();
    }

    private static RoundReport report(int round) {
        return new RoundReport(1, 1, round, 10, new LossSum(1, 2), 3, 5, 4, 2, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", HdfsLikeFileSystem.SCHEME})
    void roundsThatACrashUndidAreTakenBack(String scheme) throws IOException {
        write(1, 2, 3, 4, 5);
        try (MetricsLog log = open(scheme, 3)) {
            assertThat(rounds()).containsExactly(1, 2, 3);
            log.append(report(4), Optional.empty());
        }
        assertThat(rounds()).containsExactly(1, 2, 3, 4);
        assertThat(warnings).isEmpty();
    }

    @Test
    void roundsThatWereLostAreMissedAndNoOtherTakesTheirPlace() throws IOException {
        write(1, 2, 3, 6, 7, 8);
        open("file", 6).close();
        assertThat(rounds()).containsExactly(1, 2, 3, 6);
        assertThat(warnings)
                .containsExactly("Cannot find every round in " + file()
                        + ": 2 of 6 have no line any more (the model does not depend on them)");
    }

    @Test
    void roundsThatAreThereTwiceAreKeptOnce() throws IOException {
        write(1, 2, 3, 2, 3);
        open("file", 3).close();
        assertThat(rounds()).containsExactly(1, 2, 3);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aTornLineIsDropped() throws IOException {
        Files.writeString(file(), "{\"totalRound\":1}\n\n[]\n{\"totalRo");
        open("file", 1).close();
        assertThat(rounds()).containsExactly(1);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedWithTheCause() throws IOException {
        Files.createDirectories(file().resolve("in-the-way"));
        assertThatThrownBy(() -> open("file", 0))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot write file:" + file() + ": ")
                .hasCauseInstanceOf(IOException.class);
    }
}
