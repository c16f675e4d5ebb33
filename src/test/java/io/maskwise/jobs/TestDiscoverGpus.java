package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

/** The script that tells Spark which GPUs a machine has, beside an {@code nvidia-smi} of the test. */
class TestDiscoverGpus {
    @TempDir
    private Path folder;

    private record Ended(int status, String output, String errors) {}

    private Ended discover(String nvidiaSmi) throws IOException, InterruptedException {
        Path program = folder.resolve("my smi");
        Files.writeString(program, "#!/bin/sh\n" + nvidiaSmi + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return discoverBy(program);
    }

    private Ended discoverBy(Path program) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder("jobs/discover-gpus").redirectError(errors.toFile());
        builder.environment().put("MASKWISE_NVIDIA_SMI", program.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, Files.readString(errors));
    }

    @Test
    void indicesAreAddresses() throws Exception {
        Ended ended = discover("[ \"$1\" = --query-gpu=index ] && printf '0\\n1\\n10\\n'");
        assertThat(ended).isEqualTo(new Ended(0, "{\"name\":\"gpu\",\"addresses\":[\"0\",\"1\",\"10\"]}\n", ""));
        assertThat(ResourceInformation.parseJson(ended.output()).addresses()).containsExactly("0", "1", "10");
    }

    @Test
    void warningsAreNoGpus() throws Exception {
        assertThat(discover("echo 'WARNING: infoROM is corrupted at gpu 0'; echo ' 2 '")
                        .output())
                .isEqualTo("{\"name\":\"gpu\",\"addresses\":[\"2\"]}\n");
    }

    @Test
    void aMachineWithoutGpusIsAFailure() throws Exception {
        Ended ended = discover("echo 'No devices were found'");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors())
                .isEqualTo("discover-gpus: Cannot find a GPU: " + folder.resolve("my smi")
                        + " lists none: No devices were found\n");
    }

    @Test
    void aFailureOfTheDriverIsTold() throws Exception {
        Ended ended = discover("echo 'Driver/library version mismatch'; exit 18");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors())
                .isEqualTo("discover-gpus: Cannot list the GPUs: " + folder.resolve("my smi")
                        + " failed: Driver/library version mismatch\n");
    }

    @Test
    void aMissingProgramIsNamed() throws Exception {
        Ended ended = discoverBy(folder.resolve("nothing"));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors())
                .isEqualTo("discover-gpus: Cannot find " + folder.resolve("nothing")
                        + " (install the NVIDIA driver, or name the program by MASKWISE_NVIDIA_SMI)\n");
    }

    @Test
    void sparkReadsTheShippedSettingsAndFindsTheScript() {
        Map<String, String> settings = JavaConverters.mapAsJavaMap(Utils.getPropertiesFromFile("conf/gpu.conf"));
        assertThat(settings)
                .containsOnlyKeys(
                        "spark.executor.resource.gpu.amount",
                        "spark.executor.resource.gpu.discoveryScript",
                        "spark.worker.resource.gpu.amount",
                        "spark.worker.resource.gpu.discoveryScript",
                        "spark.task.resource.gpu.amount",
                        "spark.task.cpus",
                        "spark.executorEnv.CUDA_DEVICE_ORDER")
                .containsEntry("spark.task.resource.gpu.amount", "1")
                .containsEntry("spark.executorEnv.CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        assertThat(Path.of(String.valueOf(settings.get("spark.worker.resource.gpu.discoveryScript"))))
                .isExecutable();
    }
}
