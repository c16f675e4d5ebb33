package io.maskwise.spark;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Spark standalone cluster of {@code jobs/cluster}: a master and two workers, each a JVM.
 *
 * @param folder where its processes and logs are
 * @param master its address
 */
record StandaloneCluster(Path folder, String master) implements AutoCloseable {
    /** Starts one on a port that nobody uses. */
    static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
        String output = run(List.of(
                "start", "--port", String.valueOf(freePort()), "--memory", "1200m", "--dir", folder.toString()));
        String master = output.strip().lines().reduce((first, last) -> last).orElse("");
        return new StandaloneCluster(folder, master);
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

    @Override
    public void close() throws IOException {
        try {
            run(List.of("stop", "--dir", folder.toString()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
