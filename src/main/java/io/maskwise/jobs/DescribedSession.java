package io.maskwise.jobs;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * A session whose jobs say in Spark's UI what they are for; by itself Spark shows a place in our code.
 *
 * @param description what the jobs of the thread that asks for the session are called
 * @param session makes it
 */
record DescribedSession(String description, Supplier<SparkSession> session) implements Supplier<SparkSession> {
    /** Of a command: its name and the first that it writes. */
    static DescribedSession of(String command, PlannedWork work, Supplier<SparkSession> session) {
        return new DescribedSession(
                (command + " " + work.writes().stream().findFirst().orElse("")).strip(), session);
    }

    @Override
    public SparkSession get() {
        SparkSession current = session.get();
        current.sparkContext().setJobDescription(description);
        return current;
    }
}
