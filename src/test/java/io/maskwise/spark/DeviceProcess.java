package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.DeviceChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.nd4j.linalg.factory.Nd4j;

/** Tells what the preflight and the tasks of a cluster say of their devices, in a JVM of its own. */
final class DeviceProcess {
    private DeviceProcess() {}

    /** Runs {@link #main} and returns what it wrote. */
    static String run(String master, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(master));
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        return SparkProcess.run(DeviceProcess.class, folder, arguments);
    }

    /** Asks on a master (first argument) with settings of Spark (the others). */
    public static void main(String[] arguments) {
        SparkSession.Builder builder = SparkSessions.builder(arguments[0])
                .config("spark.executor.extraClassPath", SparkProcess.classes())
                .config("spark.executor.memory", "1g")
                .config("spark.scheduler.minRegisteredResourcesRatio", 1.0)
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s");
        for (String setting : List.of(arguments).subList(1, arguments.length)) {
            String[] parts = setting.split("=", 2);
            builder.config(parts[0], parts[1]);
        }
        try (SparkSession spark = builder.getOrCreate()) {
            tell(JavaSparkContext.fromSparkContext(spark.sparkContext()));
        }
    }

    private static void tell(JavaSparkContext context) {
        try {
            DevicePreflight preflight = new DevicePreflight(context);
            DeviceUse use = preflight.choose(DeviceChoice.AUTO, warning -> System.out.println("warning=" + warning));
            System.out.println("auto=" + use);
            onEachExecutor(context, use).forEach(line -> System.out.println("task=" + line));
            System.out.println("cpu=" + preflight.choose(DeviceChoice.CPU, System.out::println));
            System.out.println("gpu=" + preflight.choose(DeviceChoice.GPU, System.out::println));
        } catch (MaskwiseException refused) {
            System.out.println("refused=" + refused.exitCode().code() + " " + refused.getMessage());
        }
    }

    private static List<String> onEachExecutor(JavaSparkContext context, DeviceUse use) {
        List<Integer> tasks = IntStream.range(0, 4).boxed().toList();
        return context.parallelize(tasks, tasks.size()).map(task(use)).collect().stream()
                .distinct()
                .sorted()
                .toList();
    }

    private static Function<Integer, String> task(DeviceUse use) {
        return number -> {
            String device = TaskDevice.bind(use) + ", backend "
                    + Nd4j.getBackend().getClass().getSimpleName() + ", sum "
                    + Nd4j.ones(3).sumNumber().intValue();
            Thread.sleep(500); // so that the next task goes to the other executor
            return TaskDevice.addresses() + " computes on " + device + ", given "
                    + TaskDevice.gpu(TaskDevice.addresses()) + " of executor "
                    + SparkEnv.get().executorId();
        };
    }
}
