package io.maskwise.spark;

import io.maskwise.model.Arithmetic;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** The versions of what computes. */
final class Versions {
    private Versions() {}

    static SortedMap<String, String> of(SparkSession spark) {
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("java", System.getProperty("java.version"));
        versions.put("spark", spark.version());
        versions.put("nd4j", ofJar("org.nd4j/nd4j-api"));
        versions.put("deeplearning4j", ofJar("org.deeplearning4j/deeplearning4j-nn"));
        versions.put("arithmetic", Arithmetic.signature());
        versions.put("maskwise", ofJar("io.maskwise/maskwise"));
        return versions;
    }

    /** What Maven wrote into a library's jar. */
    private static String ofJar(String artifact) {
        String resource = "/META-INF/maven/" + artifact + "/pom.properties";
        try (InputStream in = Versions.class.getResourceAsStream(resource)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
