package io.maskwise.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs that stand in for those of a machine with GPUs. */
final class Scripts {
    static final String A100 = "0, NVIDIA A100-SXM4-40GB, 8.0\n";
    static final String H100 = "1, NVIDIA H100 PCIe, 9.0\n";

    private Scripts() {}

    /** A shell script of these lines. */
    static Path script(Path file, String lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** An {@code nvidia-smi} that prints this and ends well. */
    static Path nvidiaSmi(Path file, String printed) throws IOException {
        return script(file, "cat <<'END'\n" + printed + "END");
    }
}
