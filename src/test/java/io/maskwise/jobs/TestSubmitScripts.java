package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.JavaConverters;

/** The scripts of {@code jobs/submit} and their properties files, in a copy of the project whose Spark prints its arguments. */
class TestSubmitScripts {
    private static final List<String> CLUSTERS = List.of("standalone", "yarn", "kubernetes");

    @TempDir
    private Path temporary;

    private Path project;

    @BeforeEach
    void copyTheProject() throws IOException {
        project = temporary.resolve("my project");
        for (String name : List.of("maskwise", "stage-jars", "submit/with-properties")) {
            copy("jobs/" + name);
        }
        for (String cluster : CLUSTERS) {
            copy("jobs/submit/" + cluster);
            copy("conf/spark-" + cluster + ".conf");
        }
        write(project.resolve("target/maskwise.jar"), "");
        write(project.resolve("target/spark/jars/a-1.0.jar"), "");
        write(project.resolve("target/spark/jars/b-1.0.jar"), "");
        write(temporary.resolve("spark/jars/a-1.1.jar"), "");
        write(temporary.resolve("spark/bin/spark-submit"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 42\n");
    }

    private void copy(String name) throws IOException {
        write(project.resolve(name), Files.readString(Path.of(name)));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> call(int status, String script, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(project.resolve(script).toString()));
        command.addAll(Arrays.asList(words));
        Path output = temporary.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        List.of("MASTER", "SPARK_CONF_DIR", "MASKWISE_JAR").forEach(builder.environment()::remove);
        builder.environment().put("SPARK_HOME", temporary.resolve("spark").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(status);
        return Files.readAllLines(output);
    }

    private static String after(String option, List<String> lines) {
        return lines.get(lines.lastIndexOf(option) + 1);
    }

    private static Map<String, String> properties(String cluster) {
        return JavaConverters.mapAsJavaMap(Utils.getPropertiesFromFile("conf/spark-" + cluster + ".conf"));
    }

    private static String property(String cluster, String key) {
        return properties(cluster).getOrDefault(key, "");
    }

    private static int gibibytes(String size) {
        assertThat(size).matches("[0-9]+g");
        return Integer.parseInt(size.substring(0, size.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
    void aScriptFillsInItsPropertiesFileAndHandsOverTheRest(String cluster) throws Exception {
        List<String> lines =
                call(42, "jobs/submit/" + cluster, "train", "--set", "a=b c", "--", "--conf", "spark.cores.max=2");
        assertThat(after("--properties-file", lines))
                .isEqualTo(project.toRealPath() + "/conf/spark-" + cluster + ".conf");
        assertThat(lines).doesNotContain("--master", "--driver-memory").contains("spark.cores.max=2");
        String jar = cluster.equals("kubernetes")
                ? "local:///opt/maskwise/maskwise.jar"
                : project.toRealPath() + "/target/maskwise.jar";
        assertThat(lines.subList(lines.indexOf("io.maskwise.jobs.Main") + 1, lines.size()))
                .containsExactly(jar, "train", "--set", "a=b c");
    }

    @Test
    void anotherPropertiesFileWins() throws Exception {
        Path mine = Files.writeString(temporary.resolve("mine.conf"), "spark.master local[1]\n");
        List<String> lines = call(42, "jobs/submit/standalone", "train", "--", "--properties-file", mine.toString());
        assertThat(after("--properties-file", lines)).isEqualTo(mine.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "standalone, spark://127.0.0.1:7077, client",
        "yarn, yarn, client",
        "kubernetes, k8s://https://kubernetes.default.svc:443, cluster"
    })
    void aPropertiesFileNamesTheClusterAndOneThreadForATask(String cluster, String master, String deployMode) {
        assertThat(properties(cluster))
                .containsEntry("spark.master", master)
                .containsEntry("spark.submit.deployMode", deployMode)
                .containsEntry("spark.executorEnv.OMP_NUM_THREADS", "1")
                .containsEntry("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
    }

    @Test
    void driversThatTheClusterStartsHaveOneThreadForATaskToo() {
        assertThat(property("yarn", "spark.yarn.appMasterEnv.OMP_NUM_THREADS")).isEqualTo("1");
        assertThat(property("kubernetes", "spark.kubernetes.driverEnv.OMP_NUM_THREADS"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "standalone, driver",
        "standalone, executor",
        "yarn, driver",
        "yarn, executor",
        "kubernetes, driver",
        "kubernetes, executor"
    })
    void whatIsOutsideOfTheHeapHasRoom(String cluster, String who) {
        int heap = gibibytes(property(cluster, "spark." + who + ".memory"));
        assertThat(property(cluster, "spark." + who + ".extraJavaOptions"))
                .contains("-Dorg.bytedeco.javacpp.maxbytes=" + heap + "g")
                .contains("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (2 * heap + 2) + "g");
        if (!cluster.equals("standalone")) {
            assertThat(gibibytes(property(cluster, "spark." + who + ".memoryOverhead")))
                    .isEqualTo(heap + 2);
        }
    }

    @Test
    void whatASparkLacksIsStaged() throws Exception {
        Path folder = temporary.resolve("my image");
        assertThat(call(0, "jobs/stage-jars", folder.toString()))
                .containsExactly(folder + "/maskwise.jar, and 1 jars in " + folder + "/lib");
        assertThat(folder.resolve("maskwise.jar")).exists();
        assertThat(folder.resolve("lib")).isDirectoryContaining("glob:**/b-1.0.jar");
        assertThat(folder.resolve("lib/a-1.0.jar")).doesNotExist();
    }

    @Test
    void whatWasStagedInAnotherVersionGoes() throws Exception {
        Path folder = temporary.resolve("my image");
        Path lib = Files.createDirectories(folder.resolve("lib"));
        for (String name : List.of("b-0.9.jar", "b-0.9-linux-x86_64.jar", "b-more-0.9.jar", "mine.jar")) {
            Files.createFile(lib.resolve(name));
        }
        call(0, "jobs/stage-jars", folder.toString());
        try (Stream<Path> left = Files.list(lib)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("b-1.0.jar", "b-more-0.9.jar", "mine.jar");
        }
    }

    @ParameterizedTest
    @CsvSource({"b-0.9-linux-x86_64.jar, false", "b-0.9-linux-arm64.jar, true", "c-0.9-linux-x86_64.jar, true"})
    void aNativeLibraryIsMissingWhereItsPlatformIs(String theirs, boolean missing) throws Exception {
        Files.createFile(temporary.resolve("spark/jars").resolve(theirs));
        Files.createFile(project.resolve("target/spark/jars/b-1.0-linux-x86_64.jar"));
        assertThat(String.join(" ", call(0, "jobs/stage-jars", "--list")).contains("b-1.0-linux-x86_64.jar"))
                .isEqualTo(missing);
    }

    @Test
    void stagingWithoutAFolderIsRefused() throws Exception {
        assertThat(call(2, "jobs/stage-jars"))
                .containsExactly("stage-jars: Invalid arguments:  (must be a folder, or --list)");
    }
}
