package io.maskwise.spark;

import io.maskwise.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A JVM of its own, because a JVM has one Spark context only. */
final class SparkProcess {
    private SparkProcess() {}

    /** Runs a class's main, with a Spark's home made in the folder, and returns what it and its executors wrote. */
    static String run(Class<?> main, Path folder, List<String> arguments) throws IOException, InterruptedException {
        return JavaProcess.run(
                main,
                Map.of("SPARK_HOME", sparkHome(folder).toString(), "SPARK_SCALA_VERSION", "2.12"),
                arguments.toArray(String[]::new));
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
