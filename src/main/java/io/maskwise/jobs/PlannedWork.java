package io.maskwise.jobs;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Work that was checked and not begun. */
public interface PlannedWork {
    /** The paths that it would write, for {@code --dry-run}. */
    List<String> writes();

    /**
     * Does the work.
     *
     * @param session makes the Spark session when it is first asked for; it is stopped by the caller
     * @throws Exception an {@link io.maskwise.MaskwiseException} where the user can act, anything else where not
     */
    Outcome run(Supplier<SparkSession> session) throws Exception;
}
