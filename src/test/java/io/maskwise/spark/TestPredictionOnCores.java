package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law L6: the bytes of predictions do not depend on what makes them. */
class TestPredictionOnCores {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"local[1]", "local-cluster[2,1,1024]"})
    void theBytesAreThoseOfTwoCores(String master) throws IOException, InterruptedException {
        Path here = folder.resolve("here");
        Path model = folder.resolve("shared");
        PredictionProcess.train(SparkSessions.local(), model);
        PredictionProcess.predict(SparkSessions.local(), model, here);
        Path there = folder.resolve("there");
        String output =
                SparkProcess.run(PredictionProcess.class, folder, List.of(master, model.toString(), there.toString()));

        assertThat(output).contains("predicted");
        Corpora.assertSameBytes(here.resolve("texts"), there.resolve("texts"));
        Corpora.assertSameBytes(here.resolve("dataset"), there.resolve("dataset"));
    }
}
