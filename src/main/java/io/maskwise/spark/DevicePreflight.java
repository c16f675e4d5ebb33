package io.maskwise.spark;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.training.DeviceChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Decides before a training where its tasks compute, and says why they cannot on GPUs.
 *
 * <p>nd4j-cuda takes a GPU that it cannot run on, and crashes with it; so it must not begin before this has decided.
 */
final class DevicePreflight {
    private static final int ATTEMPTS = 5;

    /** So long a task keeps its place, so that the next one goes to another executor. */
    private static final int HELD_MILLIS = 200;

    private final JavaSparkContext context;

    DevicePreflight(JavaSparkContext context) {
        this.context = context;
    }

    /**
     * Where the tasks compute; each must be told by {@link TaskDevice#bind}.
     *
     * @param warnings is told, one line each, why GPUs that Spark gave are left alone
     * @throws MaskwiseException (resources) if it must be GPUs, and an executor cannot use one; a line for each problem
     */
    DeviceUse choose(DeviceChoice choice, Consumer<String> warnings) {
        GpuRequest.requireSchedulable(context.sc());
        return switch (choice) {
            case CPU -> DeviceUse.CPU;
            case AUTO -> GpuRequest.isMade(context.sc()) ? fallBack(ask(), warnings) : DeviceUse.CPU;
            case GPU -> require(ask());
        };
    }

    private static DeviceUse fallBack(DeviceOutcome outcome, Consumer<String> warnings) {
        if (outcome.isFit()) {
            return DeviceUse.GPU;
        }
        if (outcome.hasGpus()) {
            outcome.problems().forEach(problem -> warnings.accept("Training on the CPU: " + problem));
        }
        return DeviceUse.CPU;
    }

    private static DeviceUse require(DeviceOutcome outcome) {
        if (!outcome.isFit()) {
            throw new MaskwiseException(
                    ExitCode.RESOURCES,
                    outcome.problems().stream()
                            .map(problem -> "Cannot train on GPUs: " + problem)
                            .collect(Collectors.joining("\n")));
        }
        return DeviceUse.GPU;
    }

    /** Asks every executor what it has. */
    DeviceOutcome ask() {
        Set<ExecutorDevice> answers = new HashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Integer> tasks = IntStream.range(0, Math.max(context.defaultParallelism(), executors()))
                    .boxed()
                    .toList();
            answers.addAll(context.parallelize(tasks, tasks.size()).map(task()).collect());
            if (DeviceOutcome.executorsOf(answers) >= executors()) {
                break;
            }
        }
        return DeviceOutcome.of(answers, executors());
    }

    private static Function<Integer, ExecutorDevice> task() {
        return number -> {
            ExecutorDevice device = ExecutorDevice.here();
            Thread.sleep(HELD_MILLIS);
            return device;
        };
    }

    /** All executors but the driver, which is the only one in a JVM of its own. */
    private int executors() {
        return Math.max(1, context.sc().statusTracker().getExecutorInfos().length - 1);
    }
}
