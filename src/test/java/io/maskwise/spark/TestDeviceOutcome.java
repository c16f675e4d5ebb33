package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.MaskwiseException;
import io.maskwise.model.Backend;
import io.maskwise.model.DeviceKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of executors, one line for each problem. */
class TestDeviceOutcome {
    private static final GpuInventory GPUS = NvidiaSmi.parse(Scripts.A100 + Scripts.H100);

    private static ExecutorDevice executor(String id, Backend backend, String... addresses) {
        return new ExecutorDevice(id, "host", List.of(addresses), GPUS, backend, "");
    }

    private static List<String> problems(ExecutorDevice device) {
        return DeviceOutcome.of(List.of(device), 1).problems();
    }

    @Test
    void supportedGpusAreFit() {
        DeviceOutcome outcome =
                DeviceOutcome.of(List.of(executor("0", Backend.CUDA, "0"), executor("1", Backend.CUDA, "0")), 2);
        assertThat(outcome.isFit()).isTrue();
        assertThat(outcome.hasGpus()).isTrue();
    }

    @Test
    void anUnsupportedGpuIsNamed() {
        assertThat(problems(executor("1", Backend.CUDA, "1")))
                .containsExactly("executor 1 on host: GPU 1 (NVIDIA H100 PCIe, compute capability 9.0) cannot run"
                        + " nd4j-cuda-11.6, which holds code for 3.7 to 8.6 and no PTX");
    }

    @Test
    void aBuildWithoutCudaIsNamedWhereAnotherWouldHelp() {
        assertThat(problems(executor("0", Backend.CPU, "0")))
                .containsExactly(
                        "executor 0 on host: the backend is nd4j-native, which knows no GPU (build with -Pcuda)");
        assertThat(problems(executor("0", Backend.CPU, "1")).get(0)).contains("H100");
    }

    @Test
    void anExecutorWithoutGpuIsNamed() {
        DeviceOutcome outcome = DeviceOutcome.of(List.of(executor("0", Backend.CUDA)), 1);
        assertThat(outcome.problems()).containsExactly("executor 0 on host: Spark gave it no GPU (see conf/gpu.conf)");
        assertThat(outcome.hasGpus()).isFalse();
    }

    @Test
    void anUnknownGpuIsNamedWithTheReason() {
        assertThat(problems(executor("0", Backend.CUDA, "7")))
                .containsExactly("executor 0 on host: GPU 7 is not known: nvidia-smi does not list it");
        assertThat(problems(new ExecutorDevice(
                        "0", "host", List.of("0"), GpuInventory.failed("smi ended with 9"), Backend.CUDA, "")))
                .containsExactly("executor 0 on host: GPU 0 is not known: smi ended with 9");
    }

    @Test
    void whatCudaSaysIsTold() {
        assertThat(problems(new ExecutorDevice("0", "host", List.of("0"), GPUS, Backend.CUDA, "no libcudart")))
                .containsExactly("executor 0 on host: nd4j-cuda-11.6 cannot begin: no libcudart (are the NVIDIA driver"
                        + " and CUDA 11 installed?)");
    }

    @Test
    void theSameAnswerIsOneProblemAndExecutorsComeInOrder() {
        List<ExecutorDevice> answers =
                List.of(executor("10", Backend.CUDA), executor("2", Backend.CUDA), executor("2", Backend.CUDA));
        assertThat(DeviceOutcome.of(answers, 3).problems())
                .containsExactly(
                        "executor 2 on host: Spark gave it no GPU (see conf/gpu.conf)",
                        "executor 10 on host: Spark gave it no GPU (see conf/gpu.conf)",
                        "1 of 3 executors did not answer (does another job hold their cores or GPUs?)");
    }

    @Test
    void manyProblemsAreCounted() {
        List<ExecutorDevice> answers = IntStream.range(0, 25)
                .mapToObj(id -> executor(String.valueOf(id), Backend.CUDA))
                .toList();
        assertThat(DeviceOutcome.of(answers, 25).problems()).hasSize(11).endsWith("and 15 more");
    }

    @Test
    void anAddressIsAnIndex() {
        assertThat(TaskDevice.gpu(List.of("3", "4"))).isEqualTo(DeviceKey.gpu(3));
        assertThatThrownBy(() -> TaskDevice.gpu(List.of("GPU-1f2e")))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot compute on the GPU GPU-1f2e: it has no index (must be a number from 0, as"
                        + " jobs/discover-gpus prints them)");
        assertThatThrownBy(() -> TaskDevice.bind(DeviceUse.GPU))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot compute on a GPU: Spark gave this task none (see conf/gpu.conf)");
    }
}
