package io.maskwise.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Maskwise this is. */
final class Version implements IVersionProvider {
    private static final String RESOURCE = "/META-INF/maven/io.maskwise/maskwise/pom.properties";

    /** Maven's version, which it writes into the jar; {@code development} outside a jar. */
    static String current() {
        try (InputStream properties = Version.class.getResourceAsStream(RESOURCE)) {
            if (properties == null) {
                return "development";
            }
            Properties read = new Properties();
            read.load(properties);
            return read.getProperty("version", "development");
        } catch (IOException unreadable) {
            return "development";
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "maskwise " + current() + " (Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ", Java "
                    + Runtime.version() + ")"
        };
    }
}
