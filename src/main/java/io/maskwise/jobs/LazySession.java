package io.maskwise.jobs;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.spark.GpuRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** A Spark session that is made when it is first asked for, and stopped if it was. */
final class LazySession implements Supplier<SparkSession>, AutoCloseable {
    /** Our rows are records, which Kryo cannot make; a cluster's default must not decide. */
    private static final String JAVA_SERIALIZER = "org.apache.spark.serializer.JavaSerializer";

    private final String applicationName;
    private Optional<SparkSession> session = Optional.empty();

    LazySession(String applicationName) {
        this.applicationName = applicationName;
    }

    @Override
    public SparkSession get() {
        SparkSession current = session.orElseGet(this::start);
        session = Optional.of(current);
        GpuRequest.requireSchedulable(current.sparkContext());
        return current;
    }

    private SparkSession start() {
        try {
            return SparkSession.builder()
                    .appName(applicationName)
                    .config("spark.serializer", JAVA_SERIALIZER)
                    .getOrCreate();
        } catch (Exception refused) { // Scala throws SparkException unchecked
            throw new MaskwiseException(
                    ExitCode.RESOURCES,
                    "Cannot start Spark: " + Failure.describe(refused)
                            + " (check the options after --, and that the cluster can be reached)",
                    refused);
        }
    }

    @Override
    public void close() {
        session.ifPresent(SparkSession::stop);
        session = Optional.empty();
    }
}
