package io.maskwise.spark;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Names the jobs of a part of the work in Spark's UI, after what they are called already. */
final class JobStep {
    private static final String DESCRIPTION = "spark.job.description";

    private JobStep() {}

    /** Does the work, whose jobs, begun by this thread, are named so; then jobs are called as before. */
    static <T> T run(SparkContext context, String part, Supplier<T> work) {
        String whole = context.getLocalProperty(DESCRIPTION);
        context.setJobDescription(whole == null ? part : whole + ": " + part);
        try {
            return work.get();
        } finally {
            context.setJobDescription(whole);
        }
    }
}
