package io.maskwise.jobs;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** A Spark session that is made when it is first asked for, and stopped if it was. */
final class LazySession implements Supplier<SparkSession>, AutoCloseable {
    private final String applicationName;
    private Optional<SparkSession> session = Optional.empty();

    LazySession(String applicationName) {
        this.applicationName = applicationName;
    }

    @Override
    public SparkSession get() {
        SparkSession current = session.orElseGet(
                () -> SparkSession.builder().appName(applicationName).getOrCreate());
        session = Optional.of(current);
        return current;
    }

    @Override
    public void close() {
        session.ifPresent(SparkSession::stop);
        session = Optional.empty();
    }
}
