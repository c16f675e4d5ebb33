package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law L6: the bytes of predictions do not depend on what makes them. */
class TestPredictionOnCores {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void predictHere() throws IOException {
        PredictionProcess.train(SparkSessions.local(), shared);
        PredictionProcess.predict(SparkSessions.local(), shared, shared.resolve("here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[1]", "local-cluster[2,1,1024]"})
    void theBytesAreThoseOfTwoCores(String master) throws IOException, InterruptedException {
        Path there = folder.resolve("there");
        String output =
                SparkProcess.run(PredictionProcess.class, folder, List.of(master, shared.toString(), there.toString()));

        assertThat(output).contains("predicted");
        for (String input : List.of("texts", "dataset")) {
            Corpora.assertSameBytes(shared.resolve("here/" + input), there.resolve(input));
        }
    }
}
