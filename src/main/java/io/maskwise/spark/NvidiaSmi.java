package io.maskwise.spark;

import io.maskwise.model.ComputeCapability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The driver's own list of GPUs.
 *
 * @param program the program that prints it
 * @param patience for how many seconds it may run
 */
record NvidiaSmi(String program, int patience) {
    /** Names the program where it is not in the PATH. */
    static final String VARIABLE = "MASKWISE_NVIDIA_SMI";

    private static final int SECONDS = 60;

    /** A name may hold commas; the index and the capability do not. */
    private static final Pattern LINE = Pattern.compile("\\s*(\\d{1,4})\\s*,(.*),([^,]*)");

    /** The one of this machine. */
    static NvidiaSmi ofThisMachine() {
        return new NvidiaSmi(Objects.requireNonNullElse(System.getenv(VARIABLE), "nvidia-smi"), SECONDS);
    }

    /** Asks for all GPUs; a failure is told in words. */
    GpuInventory query() {
        try {
            Path output = Files.createTempFile("nvidia-smi", ".txt");
            try {
                return query(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException failure) {
            return GpuInventory.failed(failure.getMessage() + " (name the program by " + VARIABLE + ")");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return GpuInventory.failed(program + " was interrupted");
        }
    }

    /** Through a file, because a pipe that nobody closes cannot be waited for with patience. */
    private GpuInventory query(Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program, "--query-gpu=index,name,compute_cap", "--format=csv,noheader")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(patience, TimeUnit.SECONDS)) {
                return GpuInventory.failed(program + " did not end within " + patience + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return process.exitValue() == 0
                ? parse(printed)
                : GpuInventory.failed(program + " ended with " + process.exitValue() + said(printed));
    }

    /** What it printed: a line {@code INDEX, NAME, CAPABILITY} for each GPU, and perhaps warnings. */
    static GpuInventory parse(String printed) {
        List<Gpu> gpus =
                printed.lines().map(NvidiaSmi::gpu).flatMap(Optional::stream).toList();
        return gpus.isEmpty()
                ? GpuInventory.failed("nvidia-smi names no GPU with a compute capability" + said(printed))
                : new GpuInventory(gpus, "");
    }

    private static Optional<Gpu> gpu(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return ComputeCapability.parse(matcher.group(3))
                .map(capability -> new Gpu(
                        Integer.parseInt(matcher.group(1)), matcher.group(2).strip(), capability));
    }

    private static String said(String printed) {
        return printed.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> ": " + line)
                .orElse("");
    }
}
