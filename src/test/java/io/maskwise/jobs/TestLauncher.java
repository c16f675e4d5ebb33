package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the real launcher in a copy of the project whose Spark prints its arguments, in folders with spaces. */
class TestLauncher {
    /** When Java's second compiler begins. */
    private static final String LATER = "-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400 "
            + "-XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000 -XX:CompileCommand=quiet "
            + "-XX:CompileCommand=CompileThresholdScaling,io.maskwise.*::*,0.25";

    private static final String PRINT_ARGUMENTS = "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 42\n";

    @TempDir
    private Path temporary;

    private Path project;
    private Path spark;
    private final Map<String, String> environment = new HashMap<>();

    /** What the launcher printed, its two streams joined, and its exit status. */
    private record Ended(int status, List<String> lines) {
        /** The value after the option, for each time that it is given. */
        List<String> after(String option) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i + 1 < lines.size(); i++) {
                if (lines.get(i).equals(option)) {
                    values.add(lines.get(i + 1));
                }
            }
            return values;
        }

        String setting(String key) {
            return after("--conf").stream()
                    .filter(setting -> setting.startsWith(key + "="))
                    .reduce("", (first, last) -> last)
                    .replaceFirst("^[^=]*=", "");
        }
    }

    @BeforeEach
    void copyTheProject() throws IOException {
        project = temporary.resolve("my project");
        spark = temporary.resolve("my spark");
        for (String name : List.of("jobs/maskwise", "jobs/stage-jars")) {
            script(project.resolve(name), Files.readString(Path.of(name)));
        }
        script(spark.resolve("bin/spark-submit"), PRINT_ARGUMENTS);
        jars(project.resolve("target/spark/jars"), "a-1.0.jar", "b-2.0.jar", "n-1.jar", "n-1-linux-x86_64.jar");
        jars(spark.resolve("jars"), "a-1.1.jar", "n-1.jar");
        jars(project.resolve("target"), "maskwise.jar");
        environment.put("SPARK_HOME", spark.toString());
    }

    private static void script(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void jars(Path folder, String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : names) {
            Files.writeString(folder.resolve(name), "");
        }
    }

    private Ended launch(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("jobs/maskwise").toString()));
        command.addAll(Arrays.asList(words));
        Path output = temporary.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        for (String name :
                List.of("MASTER", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "SPARK_CONF_DIR", "SPARK_LOCAL_IP")) {
            builder.environment().remove(name);
        }
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        return new Ended(process.exitValue(), Files.readAllLines(output));
    }

    @Test
    void handsOverTheCommandAndTheExitStatus() throws Exception {
        Ended ended = launch("train", "--set", "a=b c", "--config", "");
        assertThat(ended.status()).isEqualTo(42);
        int jar = ended.lines().indexOf(project.toRealPath() + "/target/maskwise.jar");
        assertThat(ended.lines().subList(jar + 1, ended.lines().size()))
                .containsExactly("train", "--set", "a=b c", "--config", "");
        assertThat(ended.after("--class")).containsExactly("io.maskwise.jobs.Main");
    }

    @Test
    void hasDefaultsForOneMachine() throws Exception {
        Ended ended = launch("train");
        assertThat(ended.after("--master")).containsExactly("local[*]");
        assertThat(ended.after("--driver-memory")).containsExactly("3g");
        assertThat(ended.setting("spark.ui.enabled")).isEqualTo("false");
        assertThat(ended.setting("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("1");
        assertThat(ended.setting("spark.executorEnv.OPENBLAS_NUM_THREADS")).isEqualTo("1");
        assertThat(ended.setting("spark.driver.defaultJavaOptions"))
                .startsWith("-Dorg.bytedeco.javacpp.maxbytes=3072m -Dorg.bytedeco.javacpp.maxphysicalbytes=8192m ")
                .endsWith("/my%20project/conf/log4j2-quiet.properties\"");
        assertThat(ended.setting("spark.executor.defaultJavaOptions"))
                .isEqualTo(
                        "-Dorg.bytedeco.javacpp.maxbytes=1024m -Dorg.bytedeco.javacpp.maxphysicalbytes=4096m -XX:+UseParallelGC "
                                + LATER);
        assertThat(ended.setting("spark.driver.defaultJavaOptions")).contains(LATER);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--driver-java-options=-XX:TieredStopAtLevel=1, false, true",
        "--conf=spark.executor.extraJavaOptions=-XX:Tier4InvocationThreshold=1000, true, false",
        "--conf=spark.driver.extraJavaOptions=-XX:-TieredCompilation, false, true",
        "--conf=spark.driver.extraJavaOptions=-Xint, false, true",
        "--conf=spark.executor.extraJavaOptions=-XX:+UseG1GC, true, true"
    })
    void otherThresholdsOfTheCompilersWin(String option, boolean driver, boolean executor) throws Exception {
        Ended ended = launch("train", "--", option);
        assertThat(ended.setting("spark.driver.defaultJavaOptions").contains(LATER))
                .isEqualTo(driver);
        assertThat(ended.setting("spark.executor.defaultJavaOptions").contains(LATER))
                .isEqualTo(executor);
    }

    /** Java takes these options, and says nothing of them. */
    @Test
    void javaKnowsWhenItIsToCompile() throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of(LATER.split(" ")));
        command.add("-version");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("version").doesNotContain("CompileCommand", "warning");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--driver-java-options=-Xss2m -XX:+UseG1GC, false, true",
        "--conf=spark.driver.extraJavaOptions=-XX:+UseZGC, false, true",
        "--conf=spark.executor.extraJavaOptions=-XX:+UseSerialGC, true, false",
        "--conf=spark.driver.extraJavaOptions=-Xss2m, true, true"
    })
    void anotherCollectorWins(String option, boolean driver, boolean executor) throws Exception {
        Ended ended = launch("train", "--", option);
        assertThat(ended.setting("spark.driver.defaultJavaOptions").contains("-XX:+UseParallelGC"))
                .isEqualTo(driver);
        assertThat(ended.setting("spark.executor.defaultJavaOptions").contains("-XX:+UseParallelGC"))
                .isEqualTo(executor);
    }

    @Test
    void anotherCollectorOfTheEnvironmentWins() throws Exception {
        environment.put("JDK_JAVA_OPTIONS", "-XX:+UseG1GC");
        assertThat(launch("train").setting("spark.driver.defaultJavaOptions")).doesNotContain("ParallelGC");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--master=local[1] | 256m |",
                "--master=local[3] | 384m |",
                "--master=local[3,2] | 384m |",
                "--master=local[3] --driver-memory=1g | |",
                "--master=local[3] --driver-java-options=-Xmn64m | |",
                "--master=local[3] --conf=spark.driver.extraJavaOptions=-XX:NewRatio=1 | |",
                "--master=local-cluster[2,3,4096] --executor-memory=4g | 256m | 384m",
                "--master=spark://h:1 --executor-memory=4g | 256m |",
                "--master=spark://h:1 --executor-memory=4g --executor-cores=5 | 256m | 640m",
                "--master=yarn --executor-memory=4g --conf=spark.executor.cores=4 | 256m | 512m",
                "--master=yarn --executor-memory=4g | 256m | 256m",
                "--master=yarn --executor-memory=4g --conf=spark.executor.extraJavaOptions=-XX:+UseG1GC | 256m |",
            })
    void whatIsYoungGetsAsMuchAsItsTasksNeed(String options, String driver, String executor) throws Exception {
        environment.put("HADOOP_CONF_DIR", temporary.toString());
        List<String> words = new ArrayList<>(List.of("train", "--"));
        for (String option : options.split(" ", -1)) {
            words.addAll(List.of(option.split("=", 2)));
        }
        Ended ended = launch(words.toArray(String[]::new));
        assertThat(young(ended.setting("spark.driver.defaultJavaOptions"))).isEqualTo(driver);
        assertThat(young(ended.setting("spark.executor.defaultJavaOptions"))).isEqualTo(executor);
    }

    private static @Nullable String young(String options) {
        Matcher found = Pattern.compile("-XX:MaxNewSize=(\\S+)").matcher(options);
        return found.find() ? found.group(1) : null;
    }

    @Test
    void staysOnThisMachineWhateverItsHostNameIs() throws Exception {
        script(spark.resolve("bin/spark-submit"), "#!/bin/sh\necho \"[$SPARK_LOCAL_IP]\"\n");
        assertThat(launch("train").lines()).containsExactly("[127.0.0.1]");
        assertThat(launch("train", "--", "--master", "spark://h:1").lines()).containsExactly("[]");
        environment.put("SPARK_LOCAL_IP", "10.0.0.1");
        assertThat(launch("train").lines()).containsExactly("[10.0.0.1]");
    }

    @Test
    void optionsAfterTheDashesWin() throws Exception {
        Ended ended = launch(
                "train",
                "--",
                "--master",
                "yarn",
                "--driver-memory",
                "512m",
                "--executor-memory",
                "4g",
                "--conf",
                "spark.ui.enabled=true",
                "--conf",
                "spark.executorEnv.OMP_NUM_THREADS=2");
        assertThat(ended.after("--master")).containsExactly("yarn");
        assertThat(ended.after("--driver-memory")).containsExactly("512m");
        assertThat(ended.setting("spark.ui.enabled")).isEqualTo("true");
        assertThat(ended.setting("spark.driver.host")).isEmpty();
        assertThat(ended.setting("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("2");
        assertThat(ended.setting("spark.driver.defaultJavaOptions"))
                .startsWith("-Dorg.bytedeco.javacpp.maxbytes=512m -Dorg.bytedeco.javacpp.maxphysicalbytes=3072m ");
        assertThat(ended.setting("spark.executor.defaultJavaOptions")).contains("maxbytes=4096m");
    }

    @Test
    void sparkDefaultsWin() throws Exception {
        Files.createDirectories(spark.resolve("conf"));
        Files.writeString(
                spark.resolve("conf/spark-defaults.conf"),
                "# spark.master commented\nspark.master   spark://host:7077\nspark.driver.memory=6g\n");
        Ended ended = launch("train");
        assertThat(ended.after("--master")).isEmpty();
        assertThat(ended.after("--driver-memory")).isEmpty();
        assertThat(ended.setting("spark.ui.enabled")).isEmpty();
        assertThat(ended.setting("spark.driver.defaultJavaOptions")).contains("maxbytes=6144m");
    }

    @Test
    void theEnvironmentWins() throws Exception {
        environment.put("OMP_NUM_THREADS", "4");
        assertThat(launch("train").setting("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("4");
    }

    @Test
    void verboseShowsSparksLog() throws Exception {
        assertThat(launch("train", "--verbose").setting("spark.driver.defaultJavaOptions"))
                .endsWith("/conf/log4j2-verbose.properties\"");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "--jars, x.jar"})
    void addsTheJarsThatTheUsersSparkLacks(String option, String given) throws Exception {
        String folder = project.toRealPath() + "/target/spark/jars/";
        String missing = folder + "b-2.0.jar," + folder + "n-1-linux-x86_64.jar";
        Ended ended = option.isEmpty() ? launch("train") : launch("train", "--", option, given);
        List<String> jars = ended.after("--jars");
        assertThat(jars.get(jars.size() - 1)).isEqualTo(given.isEmpty() ? missing : given + "," + missing);
    }

    @Test
    void whatIsOnTheClusterIsNotSent() throws Exception {
        environment.put("MASKWISE_JAR", "local:///opt/maskwise/maskwise.jar");
        Ended ended = launch("train", "--", "--master", "k8s://h", "--deploy-mode", "cluster");
        assertThat(ended.after("io.maskwise.jobs.Main")).containsExactly("local:///opt/maskwise/maskwise.jar");
        assertThat(ended.after("--jars")).isEmpty();
        assertThat(ended.setting("spark.driver.defaultJavaOptions")).doesNotContain("log4j2");
    }

    @Test
    void theShellIsThatOfTheUsersSparkWithTheJarAsOneThatItLacks() throws Exception {
        script(
                spark.resolve("bin/spark-shell"),
                PRINT_ARGUMENTS.replaceFirst("\n", "\necho \"\\$SPARK_SUBMIT_OPTS\"\n"));
        Ended ended = launch("shell", "--", "--jars", "x.jar", "-i", "mine.scala");
        assertThat(ended.status()).isEqualTo(42);
        List<String> jars = ended.after("--jars");
        assertThat(jars.get(jars.size() - 1))
                .startsWith("x.jar,")
                .endsWith("/n-1-linux-x86_64.jar," + project.toRealPath() + "/target/maskwise.jar");
        assertThat(ended.lines())
                .contains(" -Dscala.repl.autoruncode=\"" + project.toRealPath() + "/jobs/shell.scala\"");
        assertThat(ended.after("-i")).containsExactly("mine.scala");
        assertThat(ended.setting("spark.serializer")).isEqualTo("org.apache.spark.serializer.JavaSerializer");
        assertThat(ended.setting("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("1");
        assertThat(ended.lines()).doesNotContain("--class", "shell");
    }

    @Test
    void theShellTakesNoOptionsOfMaskwise() throws Exception {
        Ended ended = launch("shell", "--config", "x");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.lines())
                .containsExactly(
                        "maskwise: Invalid options of the shell: --config x (must be spark-shell's own, after --)");
    }

    @Test
    void refusesASparkHomeWithoutSpark() throws Exception {
        environment.put("SPARK_HOME", temporary.toString());
        Ended ended = launch("train");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.lines())
                .containsExactly(
                        "maskwise: Invalid SPARK_HOME: " + temporary + " (must hold bin/spark-submit, or be unset)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "yarn 42",
                "local 42",
                "local[4,2] 42",
                "local-cluster[2,1,1024] 42",
                "spark://h:1 42",
                "k8s://h 42",
                "foo 2",
                "local[x] 2",
                "locale 2",
                "yarn-client 2"
            })
    void refusesAMasterThatSparkWouldNotUnderstand(String master, int status) throws Exception {
        Ended ended = launch("train", "--", "--master", master);
        assertThat(ended.status()).isEqualTo(status);
        if (status == 2) {
            assertThat(ended.lines())
                    .singleElement()
                    .asString()
                    .startsWith("maskwise: Invalid master: " + master + " (");
        }
    }

    @Test
    void refusesAnOptionThatSparkDoesNotKnowInOneLine() throws Exception {
        Path java = temporary.resolve("a jdk");
        fakeJava(java, "echo usage");
        script(java.resolve("bin/java"), "#!/bin/sh\nprintf '\\0\\n%s\\0%s\\0%s\\0' java SparkSubmit --usage-error\n");
        environment.put("SPARK_HOME", "");
        environment.put("JAVA_HOME", java.toString());
        Ended ended = launch("train", "--", "--mastr", "local");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.lines())
                .containsExactly("maskwise: Invalid options after --: --mastr local"
                        + " (must be spark-submit's own; those of Maskwise go before --)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--master yarn|Cannot use the master yarn: HADOOP_CONF_DIR is not set (export it, or YARN_CONF_DIR, as the"
                        + " folder of the cluster's settings)",
                "--driver-memory 3q|Invalid driver memory: 3q (must be a size such as 3g or 512m)",
                "--driver-memory 3gb|Invalid driver memory: 3gb (must be a size such as 3g or 512m)",
                "--conf spark.executor.memory=lots|Invalid executor memory: lots (must be a size such as 3g or 512m)",
            })
    void refusesInOneLineWhatSparkWouldDieOf(String options, String message) throws Exception {
        Path java = temporary.resolve("a jdk");
        fakeJava(java, "echo was started");
        environment.put("SPARK_HOME", "");
        environment.put("JAVA_HOME", java.toString());
        environment.put("HADOOP_CONF_DIR", "");
        environment.put("YARN_CONF_DIR", "");
        List<String> words = new ArrayList<>(List.of("train", "--"));
        words.addAll(List.of(options.split(" ")));
        Ended ended = launch(words.toArray(String[]::new));
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.lines()).containsExactly("maskwise: " + message);
    }

    @Test
    void writesTheResultFileWhereSparkNeverStarts() throws Exception {
        environment.put("SPARK_HOME", temporary.toString());
        Path file = temporary.resolve("deep/a \"result\".json");
        launch("tr\"a\nin", "--result-file", file.toString());
        JsonNode result = new ObjectMapper().readTree(file.toFile());
        assertThat(result.path("command").asText()).isEqualTo("tr\"a in");
        assertThat(result.path("exitCode").asInt()).isEqualTo(2);
        assertThat(result.path("error").asText()).startsWith("Invalid SPARK_HOME: " + temporary);
        assertThat(result.path("retryable")).isEqualTo(BooleanNode.FALSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "file://"})
    void anOldSuccessDoesNotOutliveAProcessThatDiesWithoutAWord(String scheme) throws Exception {
        Path file = temporary.resolve("result.json");
        Files.writeString(file, "{\"status\":\"done\"}");
        assertThat(launch("train", "--result-file=" + scheme + file).status()).isEqualTo(42);
        JsonNode result = new ObjectMapper().readTree(file.toFile());
        assertThat(result.path("status").asText()).isEqualTo("failed");
        assertThat(result.path("exitCode").asInt()).isEqualTo(1);
        assertThat(result.path("error").asText())
                .isEqualTo("Ended without a word: Spark did not start, or the process was killed (see standard error)");
        assertThat(result.path("retryable")).isEqualTo(BooleanNode.TRUE);
    }

    @Test
    void theDriverOfAClusterKeepsItsOwnResultFile() throws Exception {
        Path file = temporary.resolve("result.json");
        launch("train", "--result-file", file.toString(), "--", "--master", "k8s://h", "--deploy-mode", "cluster");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://h/r.json", "hdfs:/r.json", "file:r.json", "--dry-run"})
    void whatIsNoPathOfThisMachineIsLeftToTheProgram(String file) throws Exception {
        assertThat(launch("train", "--result-file", file).status()).isEqualTo(42);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(each -> each.getFileName().toString().contains("r.json")))
                    .isEmpty();
        }
    }

    @Test
    void aRelativeResultFileIsBesideTheCaller() throws Exception {
        launch("train", "--result-file", "a b/r.json");
        assertThat(temporary.resolve("a b/r.json")).exists();
    }

    @Test
    void aFolderIsNoResultFile() throws Exception {
        Ended ended = launch("train", "--result-file", temporary.toString());
        assertThat(ended.status()).isEqualTo(4);
        assertThat(ended.lines())
                .containsExactly("maskwise: Cannot write the result file " + temporary
                        + " (choose a place that can be written)");
    }

    @Test
    void aResultFileThatCannotBeWrittenIsRefusedBeforeTheWork() throws Exception {
        Path blocked = Files.writeString(temporary.resolve("file"), "");
        Ended ended = launch("train", "--result-file", blocked + "/result.json");
        assertThat(ended.status()).isEqualTo(4);
        assertThat(ended.lines())
                .containsExactly("maskwise: Cannot write the result file " + blocked
                        + "/result.json (choose a place that can be written)");
    }

    @Test
    void withoutSparkHomeItRunsTheCommandThatSparksLauncherPrints() throws Exception {
        Path java = temporary.resolve("a jdk");
        Path main = fakeJava(java, "echo I am Spark; echo \"$0\"; echo \"$SPARK_HOME\"; exit 5");
        environment.put("SPARK_HOME", "");
        environment.put("JAVA_HOME", java.toString());
        Ended ended = launch("train");
        assertThat(ended.status()).isEqualTo(5);
        assertThat(ended.lines())
                .containsExactly("I am Spark", main.toString(), project.toRealPath() + "/target/spark");
        assertThat(project.resolve("target/spark/RELEASE")).exists();
    }

    @Test
    void anArchiveOfClassesIsForTheDriverOfTheEmbeddedSpark() throws Exception {
        Path archive = Files.writeString(project.resolve("target/spark.jsa"), "classes")
                .toRealPath();
        assertThat(launch("train").setting("spark.driver.defaultJavaOptions")).doesNotContain("SharedArchiveFile");

        Path asked = embeddedSparkThatKeepsItsOptions();
        assertThat(launch("train").status()).isZero();
        assertThat(Files.readAllLines(asked))
                .filteredOn(word -> word.contains("SharedArchiveFile=\"" + archive + "\""))
                .singleElement()
                .asString()
                .startsWith("spark.driver.defaultJavaOptions=");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-XX:StartFlightRecording=filename=x.jfr",
                "-javaagent:x.jar",
                "-agentlib:jdwp",
                "-agentpath:x.so"
            })
    void anAgentGetsNoArchiveOfClasses(String agent) throws Exception {
        Files.writeString(project.resolve("target/spark.jsa"), "classes");
        Path asked = embeddedSparkThatKeepsItsOptions();
        assertThat(launch("train", "--", "--driver-java-options", agent).status())
                .isZero();
        assertThat(Files.readString(asked)).doesNotContain("SharedArchiveFile");
        environment.put("JAVA_TOOL_OPTIONS", agent);
        assertThat(launch("train").status()).isZero();
        assertThat(Files.readString(asked)).doesNotContain("SharedArchiveFile");
    }

    /** Has the embedded Spark started by a java that writes what it is asked for to the file that is returned. */
    private Path embeddedSparkThatKeepsItsOptions() throws IOException {
        Path java = temporary.resolve("a jdk");
        Path main = fakeJava(java, "exit 0");
        Path asked = temporary.resolve("asked");
        script(
                java.resolve("bin/java"),
                "#!/bin/sh\nprintf '%s\\n' \"$@\" >'" + asked + "'\nprintf '\\0\\n%s\\0' '" + main + "'\n");
        environment.put("SPARK_HOME", "");
        environment.put("JAVA_HOME", java.toString());
        return asked;
    }

    /** A java that prints, as Spark's launcher does, the command that is to be run: a script of the given content. */
    private static Path fakeJava(Path home, String commands) throws IOException {
        Path main = home.resolve("the main");
        script(main, "#!/bin/sh\n" + commands + "\n");
        script(home.resolve("bin/java"), "#!/bin/sh\nprintf '\\0\\n%s\\0' '" + main + "'\n");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        return main;
    }
}
