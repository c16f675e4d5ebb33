package io.maskwise.jobs;

import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** What spark-submit was told of Maskwise: {@code --conf spark.maskwise.train.epochs=3}, or a line of a properties file. */
public final class SparkProperties {
    private static final String PREFIX = "spark.maskwise.";

    private SparkProperties() {}

    /**
     * The values of {@code spark.maskwise.KEY} by {@code KEY}.
     *
     * @param system the JVM's properties: there Spark puts its own for the driver, whatever the cluster, before a program
     *     begins
     */
    public static SortedMap<String, String> ofMaskwise(Properties system) {
        SortedMap<String, String> found = new TreeMap<>();
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                found.put(name.substring(PREFIX.length()), system.getProperty(name));
            }
        }
        return found;
    }
}
