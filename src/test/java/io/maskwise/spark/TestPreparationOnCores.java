package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law L6: the bytes of a dataset do not depend on what prepares it. */
class TestPreparationOnCores {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"local[1]", "local-cluster[2,1,1024]"})
    void theBytesAreThoseOfTwoCores(String master) throws IOException, InterruptedException {
        Path here = folder.resolve("here");
        PreparationProcess.prepare(SparkSessions.local(), here);
        Path there = folder.resolve("there");
        String output = SparkProcess.run(PreparationProcess.class, folder, List.of(master, there.toString()));

        assertThat(output).contains("prepared");
        for (String policy : List.of("middle", "drop", "windows")) {
            Corpora.assertSameBytes(here.resolve(policy), there.resolve(policy));
        }
    }
}
