package io.maskwise.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Remembers what jobs are called as they begin. */
public final class Descriptions extends SparkListener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        heard.add(start.properties().getProperty("spark.job.description", "none"));
    }

    /** The descriptions of all jobs that began, in their order. */
    public List<String> heard(SparkContext context) throws TimeoutException {
        context.listenerBus().waitUntilEmpty();
        synchronized (this) {
            return List.copyOf(heard);
        }
    }
}
