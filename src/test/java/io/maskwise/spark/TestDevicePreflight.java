package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.DeviceChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The preflight on threads of this JVM, and on executors to which Spark gives GPUs that scripts make up. */
class TestDevicePreflight {
    private static final String PER_TASK = "spark.task.resource.gpu.amount";

    private final DevicePreflight preflight = new DevicePreflight(
            JavaSparkContext.fromSparkContext(SparkSessions.local().sparkContext()));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "CPU"})
    void withoutGpusItIsTheCpuAndNothingIsSaid(DeviceChoice choice) {
        List<String> warnings = new ArrayList<>();
        assertThat(preflight.choose(choice, warnings::add)).isEqualTo(DeviceUse.CPU);
        assertThat(warnings).isEmpty();
    }

    @Test
    void gpusThatSparkDidNotGiveAreMissed() {
        assertThatThrownBy(() -> preflight.choose(DeviceChoice.GPU, warning -> {}))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RESOURCES))
                .hasMessageMatching("Cannot train on GPUs: executor driver on \\S+: Spark gave it no GPU"
                        + " \\(see conf/gpu.conf\\)");
    }

    /** At most two workers with a GPU each, 0 and 1; an executor on each; an {@code nvidia-smi} of ours. */
    private Map<String, String> gpus(String nvidiaSmi) throws IOException {
        Path first = folder.resolve("first");
        String discovery = "mkdir '" + first + "' 2>/dev/null && address=0 || address=1\n"
                + "echo \"{\\\"name\\\":\\\"gpu\\\",\\\"addresses\\\":[\\\"$address\\\"]}\"";
        Map<String, String> settings = new HashMap<>();
        settings.put("spark.worker.resource.gpu.amount", "1");
        settings.put(
                "spark.worker.resource.gpu.discoveryScript",
                Scripts.script(folder.resolve("discover"), discovery).toString());
        settings.put("spark.executor.resource.gpu.amount", "1");
        settings.put(PER_TASK, "1");
        settings.put(
                "spark.executorEnv." + NvidiaSmi.VARIABLE,
                Scripts.nvidiaSmi(folder.resolve("nvidia-smi"), nvidiaSmi).toString());
        return settings;
    }

    private String cluster(int executors, Map<String, String> settings) throws IOException, InterruptedException {
        return DeviceProcess.run("local-cluster[" + executors + ",1,1024]", folder, settings);
    }

    @Test
    void executorsGetTheirOwnGpusAndAnUnsupportedOneIsNamed() throws Exception {
        String output = cluster(2, gpus(Scripts.A100 + Scripts.H100));
        String h100 = "executor [01] on \\S+: GPU 1 \\(NVIDIA H100 PCIe, compute capability 9\\.0\\) cannot run"
                + " nd4j-cuda-11\\.6, which holds code for 3\\.7 to 8\\.6 and no PTX";
        String native0 =
                "executor [01] on \\S+: the backend is nd4j-native, which knows no GPU \\(build with -Pcuda\\)";
        assertThat(output)
                .containsPattern("(?m)^warning=Training on the CPU: " + h100 + "$")
                .containsPattern("(?m)^warning=Training on the CPU: " + native0 + "$")
                .contains("auto=CPU\n", "cpu=CPU\n")
                .containsPattern("\\[0] computes on CPU, backend CpuBackend, sum 3, given GPU 0 of executor [01]")
                .containsPattern("\\[1] computes on CPU, backend CpuBackend, sum 3, given GPU 1 of executor [01]")
                .containsPattern(
                        "refused=7 Cannot train on GPUs: executor 0 on .*\nCannot train on GPUs: executor 1 on ")
                .doesNotContain("gpu=GPU");
    }

    /** A class path that names nd4j-cuda but lacks it would end ND4J, if the fallback did not hide the name. */
    @Test
    void fallingBackKeepsCudaFromBeginning() throws Exception {
        Path service = folder.resolve("classes/META-INF/services/org.nd4j.linalg.factory.Nd4jBackend");
        Files.createDirectories(service.getParent());
        Files.writeString(service, "org.nd4j.linalg.jcublas.JCublasBackend\n");
        Map<String, String> settings = gpus(Scripts.A100 + "1, NVIDIA L4, 8.9\n");
        settings.put("spark.executor.extraClassPath", folder.resolve("classes") + ":" + SparkProcess.classes());
        assertThat(cluster(1, settings))
                .containsPattern("warning=Training on the CPU: executor 0 on \\S+: nd4j-cuda-11\\.6 cannot begin: .*"
                        + "JCublasBackend not found")
                .contains("auto=CPU\n", "[0] computes on CPU, backend CpuBackend, sum 3", "refused=7 ");
    }

    @Test
    void aMasterThatWouldWaitForEverIsRefused() throws Exception {
        Map<String, String> gpus = Map.of("spark.executor.resource.gpu.amount", "1", PER_TASK, "1");
        assertThat(DeviceProcess.run("local[2]", folder, gpus))
                .contains("refused=7 Cannot give GPUs to tasks on the master local[2]: it has none, and " + PER_TASK
                        + " = 1 (must be a cluster, such as local-cluster[1,4,4096] or spark://HOST:7077; or leave out"
                        + " conf/gpu.conf)");
    }
}
