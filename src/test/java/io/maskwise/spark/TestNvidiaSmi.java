package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.model.ComputeCapability;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from the driver's list of GPUs, and what is told where there is none. */
class TestNvidiaSmi {
    private static final Gpu A100 = new Gpu(0, "NVIDIA A100-SXM4-40GB", new ComputeCapability(8, 0));
    private static final Gpu H100 = new Gpu(1, "NVIDIA H100 PCIe", new ComputeCapability(9, 0));

    @TempDir
    private Path folder;

    private static GpuInventory query(Path program) {
        return new NvidiaSmi(program.toString(), 30).query();
    }

    private Path script(String lines) throws IOException {
        return Scripts.script(folder.resolve("nvidia-smi"), lines);
    }

    @Test
    void everyLineIsAGpu() throws IOException {
        GpuInventory inventory = query(Scripts.nvidiaSmi(folder.resolve("smi"), Scripts.A100 + Scripts.H100));
        assertThat(inventory.gpus()).containsExactly(A100, H100);
        assertThat(inventory.failure()).isEmpty();
        assertThat(inventory.at("1")).contains(H100);
        assertThat(inventory.at("2")).isEmpty();
        assertThat(inventory.whyUnknown("2")).isEqualTo("nvidia-smi does not list it");
        assertThat(inventory.whyUnknown("GPU-1f2e")).isEqualTo("its address is no index (see jobs/discover-gpus)");
    }

    @Test
    void theQueryIsTheOneThatTheDriverKnows() throws IOException {
        assertThat(query(script("echo \"0, $*, 8.0\"")).gpus())
                .extracting(Gpu::name)
                .containsExactly("--query-gpu=index,name,compute_cap --format=csv,noheader");
    }

    @Test
    void warningsAndStrangeNamesDoNotMatter() {
        assertThat(NvidiaSmi.parse(
                                "WARNING: infoROM is corrupted, at gpu 0\r\n\n 0 ,  Tesla, the K80 ,3.7\r\n1,X,[N/A]\n")
                        .gpus())
                .containsExactly(new Gpu(0, "Tesla, the K80", new ComputeCapability(3, 7)));
    }

    @Test
    void noGpusAreAFailure() {
        assertThat(NvidiaSmi.parse("").failure()).isEqualTo("nvidia-smi names no GPU with a compute capability");
        assertThat(NvidiaSmi.parse("\nNo devices were found\n").failure())
                .isEqualTo("nvidia-smi names no GPU with a compute capability: No devices were found");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThat(query(folder.resolve("nothing")).failure())
                .startsWith("Cannot run program \"" + folder.resolve("nothing") + "\"")
                .endsWith(" (name the program by MASKWISE_NVIDIA_SMI)");
    }

    @Test
    void whatAFailingProgramSaysIsTold() throws IOException {
        Path old = script("echo 'Field \"compute_cap\" is not a valid field to query.' >&2; exit 2");
        assertThat(query(old).failure())
                .isEqualTo(old + " ended with 2: Field \"compute_cap\" is not a valid field to query.");
    }

    @Test
    void aHangingProgramIsNotWaitedFor() throws IOException {
        Path hanging = script("exec sleep 600");
        assertThat(new NvidiaSmi(hanging.toString(), 1).query().failure())
                .isEqualTo(hanging + " did not end within 1 s");
    }
}
