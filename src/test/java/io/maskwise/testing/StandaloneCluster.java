package io.maskwise.testing;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.network.util.JavaUtils;

/**
 * The Spark standalone cluster of {@code jobs/cluster} that all tests share: a master and two workers, each a JVM.
 *
 * @param folder where its processes, their logs and its applications are
 * @param master its address
 */
public record StandaloneCluster(Path folder, String master) {
    private static Optional<StandaloneCluster> shared = Optional.empty();

    /** The cluster, which begins when it is first asked for, on a port that nobody uses, and ends with this JVM. */
    public static synchronized StandaloneCluster shared() throws IOException, InterruptedException {
        if (shared.isEmpty()) {
            Path folder = Files.createTempDirectory("cluster");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder)));
            shared = Optional.of(start(folder));
        }
        return shared.get();
    }

    private static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
        String output = run(List.of(
                "start", "--port", String.valueOf(freePort()), "--memory", "1200m", "--dir", folder.toString()));
        String master = output.strip().lines().reduce((first, last) -> last).orElse("");
        return new StandaloneCluster(folder, master);
    }

    private static void stop(Path folder) {
        try {
            run(List.of("stop", "--dir", folder.toString()));
            JavaUtils.deleteRecursively(folder.toFile());
        } catch (IOException | InterruptedException failure) {
            System.err.println("Cannot stop the cluster of " + folder + ": " + failure);
        }
    }

    /** The master takes this one, and the web pages those after it. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("jobs/cluster"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, MINUTES) || process.exitValue() != 0) {
            throw new IOException("Cannot run " + command + ": " + output);
        }
        return output;
    }
}
