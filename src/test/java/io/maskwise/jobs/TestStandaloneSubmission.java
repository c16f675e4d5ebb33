package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.testing.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/submit/standalone} with the properties file that it names, on a real cluster of master and workers. */
class TestStandaloneSubmission {
    private static final List<String> COPIED = List.of(
            "jobs/maskwise",
            "jobs/submit/standalone",
            "jobs/submit/with-properties",
            "conf/spark-standalone.conf",
            "conf/log4j2-quiet.properties");

    /** JVMs end before the second compiler would pay. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Path installation;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SmallProject project;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static StandaloneCluster cluster;

    /** Maskwise as it is installed, without its sources, so that a change of these does not build it again here. */
    @BeforeAll
    static void install() throws Exception {
        project = new SmallProject(folder);
        installation = folder.resolve("installed here");
        for (String name : COPIED) {
            Files.createDirectories(installation.resolve(name).getParent());
            Files.copy(Path.of(name), installation.resolve(name));
        }
        Path target = Files.createDirectories(installation.resolve("target"));
        Files.createSymbolicLink(
                target.resolve("spark"), Path.of("target/spark").toAbsolutePath());
        String classes = Path.of(Main.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String jar = target.resolve("maskwise.jar").toString();
        assertThat(ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "--create", "--no-compress", "--file", jar, "-C", classes, "."))
                .isZero();
        cluster = StandaloneCluster.shared();
    }

    /** Before JUnit clears the folder, and wonders where it leads. */
    @AfterAll
    static void removeTheLink() throws IOException {
        Files.delete(installation.resolve("target/spark"));
    }

    private record Ended(int status, JsonNode result, String output) {}

    /** With Java's first compiler only, which is done sooner. */
    private Ended prepare(String... assignments) throws IOException, InterruptedException {
        return prepare(Map.of("JAVA_TOOL_OPTIONS", SHORT_LIVED), assignments);
    }

    private Ended prepare(Map<String, String> environment, String... assignments)
            throws IOException, InterruptedException {
        Path result = folder.resolve("result.json");
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(
                List.of(installation.resolve("jobs/submit/standalone").toString(), "prepare"));
        for (String assignment : project.data(assignments)) {
            command.addAll(List.of("--set", assignment));
        }
        command.addAll(List.of("--result-file", result.toString(), "--", "--master", cluster.master()));
        // Stronger than the file: the workers have less, and one executor will do.
        command.addAll(List.of("--driver-memory", "1g", "--executor-memory", "900m", "--total-executor-cores", "1"));
        command.addAll(List.of("--conf", "spark.executorEnv.JAVA_TOOL_OPTIONS=" + SHORT_LIVED));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        List.of("MASTER", "SPARK_HOME", "SPARK_CONF_DIR", "MASKWISE_JAR").forEach(builder.environment()::remove);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        return new Ended(process.exitValue(), new ObjectMapper().readTree(result.toFile()), Files.readString(output));
    }

    /** The logs of executors, of which each begins with the command that began it. */
    private static Set<Path> executors() throws IOException {
        try (Stream<Path> files = Files.walk(cluster.folder())) {
            return files.filter(path -> path.endsWith("stderr")).collect(Collectors.toSet());
        }
    }

    @Test
    void aCommandThatEndsWellHasStatusZeroAndItsFiguresAndRanOnExecutors() throws Exception {
        Set<Path> before = executors();
        Ended ended = prepare(Map.of());
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.result().path("status").asText()).isEqualTo("done");
        assertThat(ended.result().path("exitCode").asInt()).isZero();
        assertThat(ended.result().path("metrics").path("rowsRead").asInt()).isEqualTo(80);
        assertThat(ended.result().path("metrics").path("rowsWritten").asInt()).isEqualTo(80);
        assertThat(project.path("data/_SUCCESS")).exists();
        Set<Path> ours = executors();
        ours.removeAll(before);
        assertThat(ours)
                .anySatisfy(log -> assertThat(log)
                        .content()
                        .contains("-Xmx900M", "-XX:+UseParallelGC", "CompileThresholdScaling,io.maskwise.*::*,0.25")
                        .contains("-Dorg.bytedeco.javacpp.maxphysicalbytes=6g"));
    }

    @Test
    void aCommandThatFailsOnTheClusterHasItsOwnStatusAndSaysWhy() throws Exception {
        Path dataset = project.path("refused");
        Ended ended = prepare("dataset.path=" + dataset, "gates.min-rows=30");
        assertThat(ended.status()).as(ended.output()).isEqualTo(5);
        assertThat(ended.result().path("status").asText()).isEqualTo("failed");
        assertThat(ended.result().path("exitCode").asInt()).isEqualTo(5);
        assertThat(ended.result().path("error").asText()).contains("gates.min-rows");
        assertThat(dataset).doesNotExist();
    }
}
