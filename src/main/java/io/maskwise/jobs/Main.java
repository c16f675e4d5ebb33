package io.maskwise.jobs;

/** Where spark-submit enters. */
public final class Main {
    private Main() {}

    /** Runs one command, then ends the process with its exit code; the Spark session is stopped by then. */
    public static void main(String[] arguments) {
        System.exit(new Application(Commands.all(), Console.ofProcess()).run(arguments));
    }
}
