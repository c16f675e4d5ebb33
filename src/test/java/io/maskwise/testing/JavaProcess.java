package io.maskwise.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A main class of the tests in a JVM of its own, because a JVM has one Spark context only. */
public final class JavaProcess {
    private static final int MINUTES = 5;
    private static final int MINUTES_OF_A_LONG_ONE = 15;

    /** It ends before its code would be worth the second compiler, which takes cores from the tests beside it. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private JavaProcess() {}

    /** Runs the class's main method, in this process' environment and some more, and returns what it wrote. */
    public static String run(Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(main, classPath(), environment, arguments);
    }

    /** Runs a class's main method on another class path. */
    public static String run(Class<?> main, String classPath, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(command(main, classPath, SHORT_LIVED, arguments), environment, MINUTES);
    }

    /** Does the same with all of Java's compilers, as users run it, for something that takes longer. */
    public static String runLong(Class<?> main, String classPath, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(command(main, classPath, List.of(), arguments), environment, MINUTES_OF_A_LONG_ONE);
    }

    private static String run(List<String> command, Map<String, String> environment, int minutes)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("process", ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
        process.destroyForcibly();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        Files.delete(log);
        return ended ? output : output + "\nnot done after " + minutes + " minutes";
    }

    private static List<String> command(Class<?> main, String classPath, List<String> java, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .toList());
        command.addAll(java);
        command.add("-Dspark.executor.defaultJavaOptions=" + String.join(" ", java));
        command.addAll(List.of("-Xmx1g", "-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** That of this process. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
