package io.maskwise.model;

import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * The library that computes ND4J's arrays.
 *
 * <p>ND4J chooses one when it is first used, for as long as the JVM lives. It takes nd4j-cuda where that is on the class
 * path and finds a GPU, though it may be a GPU that it cannot run on.
 */
public enum Backend {
    /** The CPU's. */
    CPU("nd4j-native"),
    /** The GPU's. */
    CUDA("nd4j-cuda-11.6");

    /** Asked once, as it goes through all jars, and every task asks. */
    private static @Nullable ClassLoader knownWithoutCuda;

    private final String artifact;

    Backend(String artifact) {
        this.artifact = artifact;
    }

    /** Its name among Maven's artifacts. */
    public String artifact() {
        return artifact;
    }

    /** The one that this JVM's class path makes possible; asking does not begin ND4J. */
    public static Backend installed() {
        return WithoutCuda.isNamed(everything()) ? CUDA : CPU;
    }

    /** Lets ND4J begin on the CPU, if it has not begun, whatever is on the class path. */
    public static synchronized void preferCpu() {
        ClassLoader loader = ND4JClassLoading.getNd4jClassloader();
        if (loader instanceof WithoutCuda || loader == knownWithoutCuda) {
            return;
        }
        if (WithoutCuda.isNamed(loader)) {
            ND4JClassLoading.setNd4jClassloader(new WithoutCuda(loader));
        } else {
            knownWithoutCuda = loader;
        }
    }

    /** Why nd4j-cuda cannot begin here, by its own account; absent if it can. Asking does not begin ND4J. */
    public static Optional<String> cudaFault() {
        try {
            Iterator<Nd4jBackend> backends =
                    ServiceLoader.load(Nd4jBackend.class, everything()).iterator();
            while (backends.hasNext()) {
                Nd4jBackend backend = backends.next();
                if (WithoutCuda.isCuda(backend.getClass().getName())) {
                    return backend.isAvailable() ? Optional.empty() : Optional.of("it finds no GPU");
                }
            }
            return Optional.of("it is not on the class path");
        } catch (ServiceConfigurationError | LinkageError | RuntimeException fault) {
            return Optional.of(rootOf(fault).toString());
        }
    }

    /** Makes a GPU the device of this thread; on the CPU it does nothing. */
    public static void bind(DeviceKey device) {
        if (device.gpu().isPresent()
                && WithoutCuda.isCuda(Nd4j.getBackend().getClass().getName())) {
            Nd4j.getAffinityManager().unsafeSetDevice(device.gpu().getAsInt());
        }
    }

    /** What is on the class path, hidden or not. */
    private static ClassLoader everything() {
        ClassLoader loader = ND4JClassLoading.getNd4jClassloader();
        return loader instanceof WithoutCuda hiding ? hiding.getParent() : loader;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
