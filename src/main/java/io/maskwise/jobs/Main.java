package io.maskwise.jobs;

import io.maskwise.model.Backend;

/** Where spark-submit enters. */
public final class Main {
    private Main() {}

    /** Runs one command, then ends the process with its exit code; the Spark session is stopped by then. */
    public static void main(String[] arguments) {
        Backend.preferCpu(); // Spark gives GPUs to executors; the driver's own may be one that nd4j-cuda cannot run on
        Application application = new Application(
                Commands.all(), Console.ofProcess(), SparkProperties.ofMaskwise(System.getProperties()));
        Runtime.getRuntime().addShutdownHook(new Thread(application::stop, "maskwise-stop"));
        System.exit(application.run(arguments));
    }
}
