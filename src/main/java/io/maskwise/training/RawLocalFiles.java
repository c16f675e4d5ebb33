package io.maskwise.training;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files that this JVM asks the machine for.
 *
 * <p>Hadoop, without its native library, starts a process for each file and folder to set its permissions, and one to see
 * whether it is a link: tens of milliseconds each.
 */
public class RawLocalFiles extends RawLocalFileSystem {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** The files of Hadoop's local file system, without checksums; its own where somebody has put others in its place. */
    static FileSystem of(LocalFileSystem local, Configuration hadoop) throws IOException {
        FileSystem raw = local.getRawFileSystem();
        if (!POSIX || raw.getClass() != RawLocalFileSystem.class) {
            return raw;
        }
        RawLocalFiles files = new RawLocalFiles();
        files.initialize(raw.getUri(), hadoop);
        return files;
    }

    private java.nio.file.Path local(Path path) {
        return pathToFile(path).toPath();
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        if (permission.getStickyBit()) {
            super.setPermission(path, permission);
            return;
        }
        String symbols = permission.getUserAction().SYMBOL
                + permission.getGroupAction().SYMBOL
                + permission.getOtherAction().SYMBOL;
        Files.setPosixFilePermissions(local(path), PosixFilePermissions.fromString(symbols));
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
        return Files.isSymbolicLink(local(path)) ? super.getFileLinkStatus(path) : getFileStatus(path);
    }
}
