package io.maskwise.jobs;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * A small file that readers see whole or not at all.
 *
 * <p>A path without a scheme is of the machine that the driver runs on; one with a scheme belongs to the Hadoop file
 * system of that scheme.
 */
final class AtomicFile {
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private final String path;

    AtomicFile(String path) {
        this.path = path;
    }

    /** Whether there is anything at this path. */
    boolean exists() {
        try {
            return isRemote() ? fileSystem(new Path(path)).exists(new Path(path)) : Files.exists(local());
        } catch (IOException failure) {
            throw cannot("look for", failure);
        }
    }

    /** @throws MaskwiseException with exit 4 if there is anything at a path that is to be written anew */
    static void refuseExisting(String path) {
        if (new AtomicFile(path).exists()) {
            throw MaskwiseException.occupied("Cannot write %s: it exists (replace it with --overwrite)", path);
        }
    }

    /** Writes the whole file in place of what was there, and the folders above it. */
    void write(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            if (isRemote()) {
                writeRemote(bytes);
            } else {
                writeLocal(bytes);
            }
        } catch (IOException failure) {
            throw cannot("write", failure);
        }
    }

    private void writeLocal(byte[] bytes) throws IOException {
        java.nio.file.Path target = local();
        if (target.getParent() != null) {
            Files.createDirectories(target.getParent());
        }
        java.nio.file.Path staged = target.resolveSibling(stagedName(String.valueOf(target.getFileName())));
        try {
            Files.write(staged, bytes);
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private void writeRemote(byte[] bytes) throws IOException {
        Path target = new Path(path);
        Path staged = new Path(target.getParent(), stagedName(target.getName()));
        try (OutputStream out = fileSystem(target).create(staged, true)) {
            out.write(bytes);
        }
        HadoopFiles.replace(staged, target, hadoop());
    }

    private static String stagedName(String name) {
        return "." + name + ".tmp-" + UUID.randomUUID();
    }

    private boolean isRemote() {
        return SCHEME.matcher(path).matches() && !path.startsWith("file:");
    }

    private java.nio.file.Path local() {
        return path.startsWith("file:")
                ? java.nio.file.Path.of(new Path(path).toUri().getPath())
                : java.nio.file.Path.of(path);
    }

    private static FileSystem fileSystem(Path target) throws IOException {
        return target.getFileSystem(hadoop());
    }

    /** Hadoop's settings with the {@code spark.hadoop.*} that spark-submit was given. */
    private static Configuration hadoop() {
        return SparkHadoopUtil.get().conf();
    }

    private MaskwiseException cannot(String verb, IOException failure) {
        return new MaskwiseException(
                ExitCode.OUTPUT, "Cannot " + verb + " " + path + ": " + Failure.describe(failure), failure);
    }
}
