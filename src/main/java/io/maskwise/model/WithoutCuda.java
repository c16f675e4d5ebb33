package io.maskwise.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * A class path on which ND4J does not find nd4j-cuda.
 *
 * <p>ND4J's own setting, {@code BACKEND_PRIORITY_CPU}, is an environment variable, too late to set in a running JVM.
 */
final class WithoutCuda extends ClassLoader {
    /** Where a backend names itself. */
    static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

    private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

    WithoutCuda(ClassLoader parent) {
        super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = Collections.list(super.getResources(name));
        return Collections.enumeration(
                name.equals(SERVICE)
                        ? all.stream().filter(service -> !namesCuda(service)).toList()
                        : all);
    }

    /** Whether a backend is that of nd4j-cuda, by its class's name. */
    static boolean isCuda(String backend) {
        return backend.equals(CUDA);
    }

    /** Whether a class path names nd4j-cuda. */
    static boolean isNamed(ClassLoader loader) {
        try {
            return Collections.list(loader.getResources(SERVICE)).stream().anyMatch(WithoutCuda::namesCuda);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read which backends of ND4J there are", unreadable);
        }
    }

    private static boolean namesCuda(URL service) {
        try {
            URLConnection connection = service.openConnection();
            connection.setUseCaches(false); // a cached jar would be closed under those who read from it
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .anyMatch(WithoutCuda::isCuda);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + service, unreadable);
        }
    }
}
