package io.maskwise.training;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/** Files on any file system that Hadoop knows, without the {@code .crc} companions that it adds to local ones. */
public final class HadoopFiles {
    private HadoopFiles() {}

    /**
     * The file system of a path; for a local path, the one that keeps no checksum files.
     *
     * @throws MaskwiseException (usage) if the client of its scheme is not on the class path
     */
    public static FileSystem fileSystem(Path path, Configuration hadoop) throws IOException {
        try {
            FileSystem files = path.getFileSystem(hadoop);
            return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
        } catch (UnsupportedFileSystemException unknown) {
            throw withoutClient(path, unknown);
        } catch (RuntimeException failure) {
            if (failure.getCause() instanceof ClassNotFoundException) {
                throw withoutClient(path, failure);
            }
            throw failure;
        }
    }

    private static MaskwiseException withoutClient(Path path, Exception cause) {
        return new MaskwiseException(
                ExitCode.USAGE,
                "Cannot use " + path + ": there is no client for "
                        + path.toUri().getScheme() + " on the class path (add it"
                        + " after --, such as -- --packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion()
                        + " for s3a)",
                cause);
    }

    /** The whole content of a UTF-8 file. */
    public static String readText(Path file, Configuration hadoop) throws IOException {
        try (FSDataInputStream in = fileSystem(file, hadoop).open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes a UTF-8 file, whose folders are created, over any that is there. */
    public static void writeText(Path file, String content, Configuration hadoop) throws IOException {
        try (OutputStream out = fileSystem(file, hadoop).create(file)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Why an access failed, in words. */
    public static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** Renames a file over any that is there; one step where the file system can. */
    static void replace(Path from, Path to, Configuration hadoop) throws IOException {
        FileSystem files = fileSystem(to, hadoop);
        if (!files.rename(from, to)) {
            files.delete(to, false);
            if (!files.rename(from, to)) {
                throw new IOException("the file system refused to rename " + from + " to " + to);
            }
        }
    }

    /** What is in a folder, ordered by name; nothing where there is no such folder. */
    public static List<FileStatus> list(Path folder, Configuration hadoop) throws IOException {
        try {
            return Arrays.stream(fileSystem(folder, hadoop).listStatus(folder))
                    .sorted(Comparator.comparing(status -> status.getPath().getName()))
                    .toList();
        } catch (FileNotFoundException missing) {
            return List.of();
        }
    }
}
