package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.report.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration by spark-submit's options, which Spark makes properties of the driver's JVM. */
class TestSparkProperties {
    @TempDir
    private Path folder;

    @Test
    void onlyThoseOfMaskwiseAreTaken() {
        Properties system = new Properties();
        system.setProperty("spark.maskwise.train.epochs", "3");
        system.setProperty("spark.maskwise", "x");
        system.setProperty("spark.maskwiser.a", "x");
        system.setProperty("spark.executor.memory", "2g");
        assertThat(SparkProperties.ofMaskwise(system))
                .containsOnlyKeys("train.epochs")
                .containsValue("3");
    }

    @ParameterizedTest(name = "file {0}, property {1}, --set {2}: {3}")
    @CsvSource({"-, -, -, 5", "2, -, -, 2", "2, 3, -, 3", "2, 3, 4, 4", "-, 3, 4, 4", "2, -, 4, 4"})
    void theStrongerWins(String file, String property, String assignment, int epochs) throws Exception {
        Properties system = new Properties();
        List<String> words = new ArrayList<>(List.of("train", "--dry-run", "--run-id", "r"));
        for (String needed : List.of("dataset.path=" + folder, "model.task=tagging")) {
            words.addAll(List.of("--set", needed));
        }
        if (!file.equals("-")) {
            Path written = Files.writeString(folder.resolve("a.conf"), "train.epochs = " + file);
            words.addAll(List.of("--config", written.toString()));
        }
        if (!property.equals("-")) {
            system.setProperty("spark.maskwise.train.epochs", property);
        }
        if (!assignment.equals("-")) {
            words.addAll(List.of("--set", "train.epochs=" + assignment));
        }
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed);
        Console console = new Console(writer, writer, Terminal.plain(), InstantSource.system());
        Application application = new Application(Commands.all(), console, SparkProperties.ofMaskwise(system));
        assertThat(application.run(words.toArray(String[]::new))).isZero();
        assertThat(printed.toString()).contains("epochs = " + epochs + "\n");
    }
}
