package io.maskwise.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README shows of a Spark shell is typed into the real one, and the answers compared.
 *
 * <p>The shell is that of a copy of the project, installed without its sources, whose jar holds the classes under test.
 */
class TestShell {
    private static final String PROMPT = "scala> ";
    private static final String CLASSES = "target/classes";

    /** Lines that are written over on a terminal; elsewhere the time decides which are shown. */
    private static final Pattern PASSING = Pattern.compile(
            "(reading and tokenising|counting the vocabulary|planning the buckets|writing [0-9]+|epoch .* round ).*");

    /** Of other sums on another type of CPU these alone differ. */
    private static final Pattern DIGEST = Pattern.compile("digest [0-9a-f]{8}");

    private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final double TOLERANCE = 0.05;

    @TempDir
    private Path temporary;

    private Path project;

    /** What a shell writes where a line that is typed would be too wide. */
    private static final String WRAPPED = " \r";

    /** The parts of a transcript that begin with a prompt, line by line. */
    private static List<List<String>> exchanges(String transcript) {
        return Arrays.stream(transcript.replace(WRAPPED, "").split("(?m)^" + PROMPT, -1))
                .skip(1)
                .map(part -> part.lines().map(String::stripTrailing).toList())
                .toList();
    }

    /** The lines that stay, without those that were typed and what may differ. */
    private static List<String> answer(List<String> exchange, String typed) {
        return exchange.stream()
                .filter(line -> !line.isEmpty() && !line.equals(typed))
                .filter(line -> !PASSING.matcher(line).matches())
                .map(line -> DIGEST.matcher(line).replaceAll("digest"))
                .map(line -> line.replaceFirst("\\.\\.\\. [0-9]+ elided", "... elided"))
                .toList();
    }

    @BeforeEach
    void installACopy() throws IOException {
        project = temporary.resolve("a project");
        for (String name : List.of("jobs/maskwise", "jobs/shell", "jobs/shell.scala", "conf/log4j2-quiet.properties")) {
            Path copy = project.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(name), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.createDirectories(project.resolve("target/spark"));
        Files.createSymbolicLink(
                project.resolve("target/spark/jars"),
                Path.of("target/spark/jars").toAbsolutePath());
        jar(project.resolve("target/maskwise.jar"));
    }

    /** Else the folder's removal would warn of it. */
    @AfterEach
    void removeTheLink() throws IOException {
        Files.delete(project.resolve("target/spark/jars"));
    }

    private static void jar(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> classes = Files.walk(Path.of(CLASSES))) {
            for (Path each : classes.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(Path.of(CLASSES).relativize(each).toString()));
                jar.write(Files.readAllBytes(each));
            }
        }
    }

    private String shell(int status, String typed) throws IOException, InterruptedException {
        Path input = Files.writeString(temporary.resolve("typed"), typed);
        Path output = temporary.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(
                        project.resolve("jobs/shell").toString(),
                        "--master",
                        "local[2]",
                        "--driver-memory",
                        "1g",
                        "--driver-java-options",
                        "-XX:TieredStopAtLevel=1") // it ends before more would pay
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile());
        List.of("SPARK_HOME", "SPARK_CONF_DIR", "MASTER", "MASKWISE_JAR").forEach(builder.environment()::remove);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(status);
        return printed;
    }

    private static String readme() throws IOException {
        Matcher block = Pattern.compile("(?s)\n## In a Spark shell\n.*?\n```\n(scala> .*?)\n```\n")
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Line by line, where decimals need not be the very same. */
    private static void assertAlike(List<String> printed, List<String> shown) {
        assertThat(rounded(printed)).isEqualTo(rounded(shown));
        List<Double> expected = decimals(shown);
        List<Double> found = decimals(printed);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).as(String.join("\n", printed)).isCloseTo(expected.get(i), within(TOLERANCE));
        }
    }

    private static List<String> rounded(List<String> lines) {
        return lines.stream().map(line -> DECIMAL.matcher(line).replaceAll("N")).toList();
    }

    private static List<Double> decimals(List<String> lines) {
        return lines.stream()
                .flatMap(line -> DECIMAL.matcher(line).results())
                .map(found -> Double.valueOf(found.group()))
                .toList();
    }

    @Test
    void answersAsReadmeShows() throws Exception {
        List<List<String>> shown = exchanges(readme());
        assertThat(shown).hasSizeGreaterThan(5);
        List<String> typed = shown.stream().map(exchange -> exchange.get(0)).toList();
        String printed = shell(0, String.join("\n", typed) + "\n");
        List<List<String>> answered = exchanges(printed);
        assertThat(answered).as(printed).hasSize(shown.size() + 1); // the last prompt meets the end
        for (int i = 0; i < shown.size(); i++) {
            assertAlike(answer(answered.get(i), typed.get(i)), answer(shown.get(i), typed.get(i)));
        }
        try (Stream<Path> runs = Files.list(temporary.resolve("runs"))) {
            assertThat(runs).hasSize(1); // what waited for predicted rows is gone
        }
    }
}
