package io.maskwise.spark;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import org.apache.spark.SparkContext;

/** What is asked of Spark for each task. */
public final class GpuRequest {
    private static final String PER_TASK = "spark.task.resource.gpu.amount";

    private GpuRequest() {}

    /**
     * Refuses tasks that Spark would never start: a master on threads of this JVM has no GPUs to give, and waits for
     * them for ever.
     *
     * @throws MaskwiseException (resources) if GPUs are asked of such a master
     */
    public static void requireSchedulable(SparkContext context) {
        if (context.isLocal() && isMade(context)) {
            throw new MaskwiseException(
                    ExitCode.RESOURCES,
                    "Cannot give GPUs to tasks on the master " + context.master() + ": it has none, and " + PER_TASK
                            + " = " + context.conf().get(PER_TASK)
                            + " (must be a cluster, such as local-cluster[1,4,4096] or spark://HOST:7077; or leave out"
                            + " conf/gpu.conf)");
        }
    }

    /** Whether each task asks for a GPU. */
    static boolean isMade(SparkContext context) {
        return context.conf().getDouble(PER_TASK, 0) > 0;
    }
}
