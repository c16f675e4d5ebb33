package io.maskwise.training;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files whose permissions are set by this JVM.
 *
 * <p>Hadoop, without its native library, starts a process for each file and folder to set its permissions, and one to see
 * whether it is a link: tens of milliseconds each.
 */
public class RawLocalFiles extends RawLocalFileSystem {
    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private static final String MODE = "unix:mode";
    private static final int NO_PERMISSIONS = 07000;

    /** The files of Hadoop's local file system, without checksums; its own where somebody has put others in its place. */
    static FileSystem of(LocalFileSystem local, Configuration hadoop) throws IOException {
        FileSystem raw = local.getRawFileSystem();
        if (!UNIX || raw.getClass() != RawLocalFileSystem.class) {
            return raw;
        }
        RawLocalFiles files = new RawLocalFiles();
        files.initialize(raw.getUri(), hadoop);
        return files;
    }

    private java.nio.file.Path local(Path path) {
        return pathToFile(path).toPath();
    }

    /** What is no permission stays, as it does by {@code chmod}: a folder in which all belongs to its group, for instance. */
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        int kept = (int) Files.getAttribute(local(path), MODE) & NO_PERMISSIONS;
        Files.setAttribute(local(path), MODE, kept | permission.toShort());
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
        return Files.isSymbolicLink(local(path)) ? super.getFileLinkStatus(path) : getFileStatus(path);
    }
}
