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
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/** Files on any file system that Hadoop knows, without the {@code .crc} companions that it adds to local ones. */
public final class HadoopFiles {
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.tmp-[0-9a-f-]{36}");

    private HadoopFiles() {}

    /**
     * The file system of a path; for a local path, the one that keeps no checksum files.
     *
     * @throws MaskwiseException (usage) if the client of its scheme is not on the class path
     */
    public static FileSystem fileSystem(Path path, Configuration hadoop) throws IOException {
        try {
            FileSystem files = path.getFileSystem(hadoop);
            return files instanceof LocalFileSystem local ? RawLocalFiles.of(local, hadoop) : files;
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

    /** Writes a UTF-8 file in one step, over any that is there: a reader finds the old one or the new one. */
    public static void publishText(Path file, String content, Configuration hadoop) throws IOException {
        Path staged = temporary(file);
        writeText(staged, content, hadoop);
        replace(staged, file, hadoop);
    }

    /** Why an access failed, in words. */
    public static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** What to throw where a file or folder cannot be written: exit 4, its name, and why. */
    public static MaskwiseException cannotWrite(Path path, IOException failure) {
        return MaskwiseException.output(failure, "Cannot write %s: %s", path, reason(failure));
    }

    /** A hidden sibling of a file, to write what shall {@link #replace} it. */
    static Path temporary(Path file) {
        return new Path(file.getParent(), "." + file.getName() + ".tmp-" + UUID.randomUUID());
    }

    /** Whether a name is that of a {@link #temporary}. */
    static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).matches();
    }

    /** Renames a file over any that is there, in one step: a reader finds the old one or the new one. */
    public static void replace(Path from, Path to, Configuration hadoop) throws IOException {
        FileSystem files = fileSystem(to, hadoop);
        if (!isLocal(files)) {
            // Most file systems rename over nothing, unless they are asked this way.
            FileContext.getFileContext(files.getUri(), hadoop)
                    .rename(files.makeQualified(from), files.makeQualified(to), Rename.OVERWRITE);
        } else if (!files.rename(from, to)) {
            throw refused(from, to);
        }
    }

    /** Renames a file or folder to a name that nothing has, in one step. */
    static void move(Path from, Path to, Configuration hadoop) throws IOException {
        FileSystem files = fileSystem(to, hadoop);
        // Where there is a folder, many file systems would rename into it.
        if (files.exists(to) || !files.rename(from, to)) {
            throw refused(from, to);
        }
    }

    /** Removes a file, or a folder with all that is in it; whether there was one. */
    static boolean remove(Path path, Configuration hadoop) throws IOException {
        FileSystem files = fileSystem(path, hadoop);
        boolean removed = files.delete(path, true);
        if (files.exists(path)) {
            throw new IOException("the file system refused to remove " + path);
        }
        return removed;
    }

    private static IOException refused(Path from, Path to) {
        return new IOException("the file system refused to rename " + from + " to " + to);
    }

    /** Whether it is the file system of this machine. */
    static boolean isLocal(FileSystem files) {
        return "file".equals(files.getUri().getScheme());
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
