package io.maskwise.training;

import io.maskwise.MaskwiseException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The file {@code .ID.lock} beside a run's folder, which names the process that works on the run.
 *
 * <p>A lock whose holder is dead is taken over. Of several that try this at the same moment, all but one find out no
 * later than {@link #verify}, which is asked before anything is published.
 */
final class RunLock implements Closeable {
    /** The longest that a process takes from creating the lock to its name being in it. */
    private static final Duration WRITING = Duration.ofSeconds(5);

    private final Path run;
    private final Path file;
    private final FileSystem files;
    private final InstantSource clock;
    private final LockHolder holder = LockHolder.here();

    private RunLock(Path run, FileSystem files, InstantSource clock) {
        this.run = run;
        this.file = fileOf(run);
        this.files = files;
        this.clock = clock;
    }

    private static Path fileOf(Path run) {
        return RunReplacement.sibling(run, "lock");
    }

    /**
     * Takes the lock.
     *
     * @param run the run's folder, which need not be there
     * @throws MaskwiseException with exit 4 if a process that may be alive holds it
     */
    static RunLock acquire(Path run, Configuration hadoop) {
        return acquire(run, hadoop, InstantSource.system());
    }

    static RunLock acquire(Path run, Configuration hadoop, InstantSource clock) {
        try {
            RunLock lock = new RunLock(run, HadoopFiles.fileSystem(run, hadoop), clock);
            lock.files.mkdirs(run.getParent());
            if (!lock.create()) {
                lock.takeOver();
            }
            return lock;
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot lock the run with %s: %s", fileOf(run), HadoopFiles.reason(failure));
        }
    }

    /**
     * Makes sure that nobody has taken the lock meanwhile.
     *
     * @throws MaskwiseException with exit 4 if somebody has
     */
    void verify() {
        if (!current().equals(Optional.of(holder))) {
            throw MaskwiseException.output(
                    "Cannot go on with the run of %s: another process has taken it over (let that one finish)", run);
        }
    }

    @Override
    public void close() {
        try {
            if (current().equals(Optional.of(holder))) {
                files.delete(file, false);
            }
        } catch (IOException failure) {
            throw MaskwiseException.output(failure, "Cannot remove the lock %s: %s", file, HadoopFiles.reason(failure));
        }
    }

    private void takeOver() throws IOException {
        Optional<LockHolder> previous = current();
        if (previous.isPresent() && !previous.get().process().isDead()) {
            throw refused(previous.get().process());
        }
        if (previous.isEmpty() && isBeingWritten()) {
            throw MaskwiseException.output(
                    "Cannot lock the run with %s: another process is taking it (try again in some seconds)", file);
        }
        files.delete(file, false);
        if (!create()) {
            throw MaskwiseException.output(
                    "Cannot lock the run with %s: another process was faster (wait until it is done)", file);
        }
    }

    /** Whether a lock without a name is so young that its holder may be about to write it. */
    private boolean isBeingWritten() throws IOException {
        try {
            long age = clock.millis() - files.getFileStatus(file).getModificationTime();
            return Math.abs(age) < WRITING.toMillis();
        } catch (FileNotFoundException gone) {
            return false;
        }
    }

    private MaskwiseException refused(ProcessIdentity other) {
        return MaskwiseException.output(
                "Cannot work on the run of %s: process %d on %s does (wait until it is done; if it is dead, delete %s)",
                run, other.pid(), other.host(), file);
    }

    /** Whether the file was not there before; decided by the file system in one step. */
    private boolean create() throws IOException {
        byte[] content = (Json.line(holder) + "\n").getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = open()) {
            out.write(content);
            return true;
        } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException there) {
            return false;
        }
    }

    /** Hadoop's local file system looks first and creates then, which two processes can do at once. */
    private OutputStream open() throws IOException {
        return HadoopFiles.isLocal(files)
                ? Files.newOutputStream(
                        java.nio.file.Path.of(files.makeQualified(file).toUri().getPath()),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)
                : files.create(file, false);
    }

    /** Who holds the lock; nothing if nobody does, or somebody died before the name was written. */
    private Optional<LockHolder> current() {
        try {
            return Optional.of(Json.read(HadoopFiles.readText(file, files.getConf()), LockHolder.class));
        } catch (FileNotFoundException | com.fasterxml.jackson.core.JsonProcessingException nobody) {
            return Optional.empty();
        } catch (IOException failure) {
            throw MaskwiseException.output(failure, "Cannot read the lock %s: %s", file, HadoopFiles.reason(failure));
        }
    }
}
