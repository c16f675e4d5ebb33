package io.maskwise.spark;

import io.maskwise.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmit;

/** A JVM of its own, because a JVM has one Spark context only. */
final class SparkProcess {
    private SparkProcess() {}

    /** Runs a class's main, with a Spark's home made in the folder, and returns what it and its executors wrote. */
    static String run(Class<?> main, Path folder, List<String> arguments) throws IOException, InterruptedException {
        return JavaProcess.run(main, environment(folder), arguments.toArray(String[]::new));
    }

    /**
     * The same as a user does it: by spark-submit, which loads what it is given by a class loader of its own, so that
     * nothing of ours is there for whoever asks the JVM's. Nor are the tests' settings of Hadoop, which name ours.
     */
    static String submit(Class<?> main, Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> own = List.of(classes().split(":"));
        String hadoop = Path.of("src", "test", "hadoop").toAbsolutePath().toString();
        String others = Stream.of(JavaProcess.classPath().split(":"))
                .filter(entry -> !own.contains(entry) && !entry.equals(hadoop))
                .collect(Collectors.joining(":"));
        List<String> submission = new ArrayList<>(
                List.of("--class", main.getName(), jar(folder, own).toString()));
        submission.addAll(arguments);
        return JavaProcess.runLong(SparkSubmit.class, others, environment(folder), submission.toArray(String[]::new));
    }

    private static Path jar(Path folder, List<String> classes) throws IOException {
        Path jar = Files.createDirectories(folder).resolve("classes.jar");
        if (!Files.exists(jar)) {
            List<String> arguments = new ArrayList<>(List.of("--create", "--no-compress", "--file", jar.toString()));
            classes.forEach(directory -> arguments.addAll(List.of("-C", directory, ".")));
            ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, arguments.toArray(String[]::new));
        }
        return jar;
    }

    private static Map<String, String> environment(Path folder) throws IOException {
        return Map.of("SPARK_HOME", sparkHome(folder).toString(), "SPARK_SCALA_VERSION", "2.12");
    }

    /** What Maven compiled, for the executors' class path; all else is in the Spark's home. */
    static String classes() {
        return Path.of("target", "test-classes").toAbsolutePath() + ":"
                + Path.of("target", "classes").toAbsolutePath();
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
