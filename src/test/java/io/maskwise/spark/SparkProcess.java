package io.maskwise.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, because a JVM has one Spark context only. */
final class SparkProcess {
    private static final int MINUTES = 5;

    private SparkProcess() {}

    /** Runs a class's main, with a Spark's home made in the folder, and returns what it and its executors wrote. */
    static String run(Class<?> main, Path folder, List<String> arguments) throws IOException, InterruptedException {
        Path log = Files.createTempFile("spark-process", ".log");
        List<String> command = command(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", sparkHome(folder).toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.12");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        Files.delete(log);
        return ended ? output : output + "\nnot done after " + MINUTES + " minutes";
    }

    /** What Maven compiled, for the executors' class path; all else is in the Spark's home. */
    static String classes() {
        return Path.of("target", "test-classes").toAbsolutePath() + ":"
                + Path.of("target", "classes").toAbsolutePath();
    }

    private static List<String> command(Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .toList());
        command.addAll(List.of("-Xmx1g", "-cp", classPath(), main.getName()));
        return command;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** What a Spark distribution is to its executors: a folder with {@code jars} and {@code RELEASE}. */
    private static Path sparkHome(Path folder) throws IOException {
        Path jars = Path.of("target", "spark", "jars").toAbsolutePath();
        if (!Files.isDirectory(jars)) {
            throw new IOException("Cannot find Spark's jars: " + jars + " is missing (Maven assembles it)");
        }
        Path home = folder.resolve("spark-home");
        if (!Files.exists(home)) {
            Files.createDirectories(home);
            Files.createFile(home.resolve("RELEASE"));
            Files.createSymbolicLink(home.resolve("jars"), jars);
        }
        return home;
    }
}
