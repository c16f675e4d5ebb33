package io.maskwise.jobs;

/** Where spark-submit enters. */
public final class Main {
    private Main() {}

    /** Runs one command, then ends the process with its exit code; the Spark session is stopped by then. */
    public static void main(String[] arguments) {
        Application application = new Application(Commands.all(), Console.ofProcess());
        Runtime.getRuntime().addShutdownHook(new Thread(application::stop, "maskwise-stop"));
        System.exit(application.run(arguments));
    }
}
