package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Which backend ND4J takes; the tests' class path has nd4j-native alone. */
class TestBackend {
    @TempDir
    private Path folder;

    /** This class path, with a jar before it whose backend has the name. */
    private URLClassLoader beside(String backend) throws IOException {
        Path service = folder.resolve(WithoutCuda.SERVICE);
        Files.createDirectories(service.getParent());
        Files.writeString(service, "# a backend\n" + backend + "\n");
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    private static List<URL> services(ClassLoader loader) throws IOException {
        return Collections.list(loader.getResources(WithoutCuda.SERVICE));
    }

    @Test
    void cudaIsHiddenAndNothingElse() throws IOException {
        try (URLClassLoader both = beside("org.nd4j.linalg.jcublas.JCublasBackend")) {
            assertThat(WithoutCuda.isNamed(both)).isTrue();
            WithoutCuda hiding = new WithoutCuda(both);
            assertThat(WithoutCuda.isNamed(hiding)).isFalse();
            assertThat(services(hiding)).isEqualTo(services(getClass().getClassLoader()));
            assertThat(hiding.getResource("io/maskwise/model/Backend.class")).isNotNull();
        }
    }

    @Test
    void otherBackendsAreNotHidden() throws IOException {
        try (URLClassLoader both = beside("com.example.TpuBackend")) {
            assertThat(services(new WithoutCuda(both)))
                    .isEqualTo(services(both))
                    .hasSize(2);
        }
    }

    @Test
    void withoutCudaNothingChanges() {
        assertThat(Backend.installed()).isEqualTo(Backend.CPU);
        assertThat(Backend.cudaFault()).contains("it is not on the class path");
        Backend.preferCpu();
        Backend.bind(DeviceKey.gpu(3));
        assertThat(Nd4j.getAffinityManager().getDeviceForCurrentThread()).isZero();
    }

    @Test
    void keysTellDevicesApart() {
        assertThat(DeviceKey.gpu(1)).isEqualTo(DeviceKey.gpu(1)).isNotEqualTo(DeviceKey.gpu(0));
        assertThat(DeviceKey.CPU).isNotEqualTo(DeviceKey.gpu(0)).hasToString("CPU");
        assertThat(DeviceKey.gpu(1)).hasToString("GPU 1");
    }
}
