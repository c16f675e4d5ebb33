package io.maskwise.training;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** How workers reach the run's file system, from wherever they are. */
@FunctionalInterface
public interface HadoopAccess extends Serializable {
    /** Hadoop's configuration. */
    Configuration configuration();
}
