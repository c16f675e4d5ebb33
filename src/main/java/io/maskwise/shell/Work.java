package io.maskwise.shell;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.jobs.Console;
import io.maskwise.jobs.SessionCommands;
import io.maskwise.model.Backend;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Work in a session of somebody else. */
final class Work {
    private static final String SERIALIZER = "spark.serializer";
    private static final String JAVA = "org.apache.spark.serializer.JavaSerializer";

    private final SparkSession spark;
    private final Console console;

    private Work(SparkSession spark) {
        this.spark = spark;
        this.console = Console.ofProcess();
    }

    /** Work in a session, told of on standard output. */
    static Work of(SparkSession spark) {
        Backend.preferCpu(); // Spark gives GPUs to executors
        return new Work(spark);
    }

    SparkSession spark() {
        return spark;
    }

    Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    /** The commands. */
    SessionCommands commands() {
        return new SessionCommands(spark, console);
    }

    void warn(String message) {
        console.err().println("maskwise: warning: " + message);
        console.err().flush();
    }

    /**
     * Does something; what a user can act on is thrown in the words of the builders, and without the places in this
     * program, of which a shell would print a page.
     */
    <T> T calling(Supplier<T> action) {
        try {
            requireSession();
            return action.get();
        } catch (MaskwiseException refused) {
            throw shown(refused);
        }
    }

    private static MaskwiseException shown(MaskwiseException refused) {
        String message = String.valueOf(refused.getMessage()).replaceAll("\\bwith --overwrite\\b", "by .overwrite()");
        MaskwiseException shown = new MaskwiseException(refused.exitCode(), message);
        shown.setStackTrace(Arrays.stream(shown.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith(Work.class.getPackageName() + "."))
                .toArray(StackTraceElement[]::new));
        return shown;
    }

    /** Our rows are records, which Kryo cannot make. */
    private void requireSession() {
        String serializer = spark.sparkContext().conf().get(SERIALIZER, JAVA);
        if (!serializer.equals(JAVA)) {
            throw new MaskwiseException(
                    ExitCode.USAGE,
                    "Cannot work in this Spark session: " + SERIALIZER + " is " + serializer + " (must be " + JAVA
                            + "; start the session by jobs/shell, or with --conf " + SERIALIZER + "=" + JAVA + ")");
        }
    }
}
