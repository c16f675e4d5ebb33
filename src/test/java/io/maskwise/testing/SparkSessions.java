package io.maskwise.testing;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** The one Spark session that all tests share. */
public final class SparkSessions {
    private static final Duration IDLE_WITHIN = Duration.ofMinutes(1);

    private SparkSessions() {}

    /** The shared session on two cores of this JVM; nobody stops it. */
    public static SparkSession local() {
        return Holder.SESSION;
    }

    /** Waits until a session has nothing to do, and its status says so: Spark writes that down a while later. */
    public static void awaitIdle(SparkSession session) throws InterruptedException, TimeoutException {
        SparkContext context = session.sparkContext();
        long begun = System.nanoTime();
        context.listenerBus().waitUntilEmpty();
        while (context.statusTracker().getActiveJobIds().length > 0) {
            if (System.nanoTime() - begun > IDLE_WITHIN.toNanos()) {
                throw new TimeoutException("Spark is at work after " + IDLE_WITHIN);
            }
            Thread.sleep(10);
            context.listenerBus().waitUntilEmpty();
        }
    }

    /** What every session of the tests needs, whatever its master: no web page, nothing beyond this machine. */
    public static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("maskwise-tests")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/maskwise-warehouse")
                .config("spark.log.level", "WARN");
    }

    private static final class Holder {
        static final SparkSession SESSION = builder("local[2]").getOrCreate();
    }
}
