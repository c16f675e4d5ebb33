package io.maskwise.training;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder that is written under a temporary sibling and published by one rename, so that a reader sees all of it or
 * none.
 *
 * <p>The sibling's name tells the process that writes it. What dead processes left behind is removed when the same
 * target is staged again; what a live process writes is never touched, and of two that publish to one target the
 * second fails. Replacing takes two renames (old away, new in): between them a reader finds nothing, and if the
 * process dies there, the next staging puts the old folder back.
 *
 * <p>Closing what was not published abandons it.
 */
public final class StagedDirectory implements AutoCloseable {
    private static final StagingOwner OWNER = StagingOwner.thisProcess();

    private final Configuration hadoop;
    private final FileSystem files;
    private final Path target;
    private final Path staged;
    private final ExistingTarget existing;
    private boolean open = true;

    private StagedDirectory(Configuration hadoop, Path target, ExistingTarget existing) throws IOException {
        this.hadoop = hadoop;
        this.files = HadoopFiles.fileSystem(target, hadoop);
        // From a text, as that drops the slash at the end with which the path would have no name.
        this.target = new Path(files.makeQualified(target).toString());
        this.staged = new Path(this.target.getParent(), OWNER.temporaryName(this.target.getName()));
        this.existing = existing;
    }

    /**
     * Begins an empty folder that will become {@code target}.
     *
     * @throws MaskwiseException with {@link ExitCode#OUTPUT} if the target exists and is not to be replaced, or cannot
     *     be written
     */
    public static StagedDirectory create(Path target, ExistingTarget existing, Configuration hadoop) {
        try {
            StagedDirectory directory = new StagedDirectory(hadoop, target, existing);
            directory.cleanUpAfterTheDead();
            directory.refuseExisting();
            directory.makeStaged();
            return directory;
        } catch (IOException failure) {
            throw cannotWrite(target, failure);
        }
    }

    /** The folder to write into; gone after publishing. */
    public Path path() {
        return staged;
    }

    /** The path of something in the folder, before it is published. */
    public Path resolve(String relative) {
        return new Path(staged, relative);
    }

    /** Opens a file in the folder for writing; the caller closes it. */
    public OutputStream create(String relative) throws IOException {
        return files.create(resolve(relative));
    }

    /** Writes a UTF-8 file into the folder. */
    public void writeText(String relative, String content) throws IOException {
        HadoopFiles.writeText(resolve(relative), content, hadoop);
    }

    /** Removes something from the folder, with all that is in it; nothing happens where it is not there. */
    public void delete(String relative) throws IOException {
        files.delete(resolve(relative), true);
    }

    /**
     * Makes the folder visible under the target's name.
     *
     * @throws MaskwiseException with {@link ExitCode#OUTPUT} if the target has come into being meanwhile, or the file
     *     system refuses
     */
    public void publish() {
        if (!open) {
            throw new IllegalStateException("Cannot publish " + target + ": it was published or abandoned before");
        }
        try {
            refuseExisting();
            if (files.exists(target)) {
                replace();
            } else {
                rename(staged, target);
            }
            open = false;
        } catch (IOException failure) {
            throw cannotWrite(target, failure);
        }
    }

    /** Removes what was not published. Does nothing after publishing. */
    public void abandon() {
        if (open) {
            open = false;
            try {
                files.delete(staged, true);
            } catch (IOException failure) {
                throw cannotWrite(target, failure);
            }
        }
    }

    @Override
    public void close() {
        abandon();
    }

    private void replace() throws IOException {
        Path replaced = new Path(target.getParent(), OWNER.replacedName(target.getName()));
        rename(target, replaced);
        try {
            rename(staged, target);
        } catch (IOException failure) {
            putBack(replaced);
            throw failure;
        }
        files.delete(replaced, true);
    }

    /** Undoes the first half of a replacement, unless another process has put something there. */
    private void putBack(Path replaced) throws IOException {
        if (!files.exists(target)) {
            rename(replaced, target);
        }
    }

    private void rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("the file system refused to rename " + from + " to " + to);
        }
        // A folder that came into being at the last moment swallows the renamed one on some file systems.
        Path swallowed = new Path(to, from.getName());
        if (files.exists(swallowed)) {
            files.delete(swallowed, true);
            throw new IOException("another process published it at the same moment");
        }
    }

    private void makeStaged() throws IOException {
        if (!files.mkdirs(staged)) {
            throw new IOException("the folder " + staged + " cannot be created");
        }
    }

    private void refuseExisting() throws IOException {
        if (existing == ExistingTarget.REFUSE && files.exists(target)) {
            throw MaskwiseException.output(
                    "Cannot write %s: it exists already (choose another place, or replace it with --overwrite)",
                    target.toUri().getPath());
        }
    }

    private void cleanUpAfterTheDead() throws IOException {
        long now = System.currentTimeMillis();
        String name = target.getName();
        for (FileStatus sibling : HadoopFiles.list(target.getParent(), hadoop)) {
            if (OWNER.isDeadTemporary(sibling, name, now)) {
                files.delete(sibling.getPath(), true);
            } else if (OWNER.isDeadReplaced(sibling, name, now)) {
                restoreOrDelete(sibling.getPath());
            }
        }
    }

    private void restoreOrDelete(Path replaced) throws IOException {
        if (files.exists(target)) {
            files.delete(replaced, true);
        } else {
            rename(replaced, target);
        }
    }

    private static MaskwiseException cannotWrite(Path target, IOException failure) {
        String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new MaskwiseException(
                ExitCode.OUTPUT, "Cannot write " + target.toUri().getPath() + ": " + why, failure);
    }
}
