package io.maskwise.training;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What each worker's updater remembers from round to round, in files of the run:
 * {@code updaters/round-000042/worker-000003.bin}.
 *
 * <p>A file holds the number of steps and the values, little-endian, and the SHA-256 of both, and is published by one rename. A task that is run again
 * reads the same file of the round before, and writes the same one.
 */
final class KeptUpdaters {
    private static final int SHA256_BYTES = 32;
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Configuration hadoop;

    /** @param run the run's folder, which the driver and all executors must see */
    KeptUpdaters(Path run, Configuration hadoop) {
        this.folder = new Path(run, "updaters");
        this.hadoop = hadoop;
    }

    /**
     * What a worker's updater remembers after a round; nothing after round 0.
     *
     * @param round the rounds of the run that are done
     * @throws MaskwiseException (output) if the file is missing or damaged
     */
    UpdaterMemory read(long round, int worker, Precision precision) {
        if (round == 0) {
            return UpdaterMemory.none(precision);
        }
        Path file = file(round, worker);
        try {
            ByteBuffer content = content(file);
            long steps = content.getLong();
            return new UpdaterMemory(ParameterVector.ofBytes(precision, content), steps);
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure,
                    "Cannot read what the updater of worker %d remembers from %s: %s (run.root must be on a file"
                            + " system that the driver and all executors share; or use train.updater-state=average)",
                    worker,
                    file,
                    HadoopFiles.reason(failure));
        }
    }

    /** Stores what a worker's updater remembers after a round. */
    void write(long round, int worker, UpdaterMemory remembered) {
        Path file = file(round, worker);
        Path staged = HadoopFiles.temporary(file);
        try {
            try {
                write(staged, remembered);
                HadoopFiles.replace(staged, file, hadoop);
            } finally {
                HadoopFiles.remove(staged, hadoop);
            }
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure,
                    "Cannot store what the updater of worker %d remembers in %s: %s",
                    worker,
                    file,
                    HadoopFiles.reason(failure));
        }
    }

    private void write(Path file, UpdaterMemory remembered) throws IOException {
        MessageDigest sha256 = Sha256.begin();
        try (OutputStream out = HadoopFiles.fileSystem(file, hadoop).create(file)) {
            OutputStream content = new BufferedOutputStream(new DigestOutputStream(out, sha256), BUFFER);
            content.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(remembered.steps())
                    .array());
            remembered.values().writeTo(content);
            content.flush();
            out.write(sha256.digest());
        }
    }

    /** Makes sure that the files of all workers are whole after a round. */
    void verify(long round, int workers) throws IOException {
        for (int worker = 0; worker < workers; worker++) {
            content(file(round, worker));
        }
    }

    private ByteBuffer content(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = HadoopFiles.fileSystem(file, hadoop).open(file)) {
            bytes = in.readAllBytes();
        }
        int length = bytes.length - SHA256_BYTES;
        if (length < Long.BYTES) {
            throw new IOException(file.getName() + " is cut off");
        }
        MessageDigest sha256 = Sha256.begin();
        sha256.update(bytes, 0, length);
        if (!Arrays.equals(sha256.digest(), Arrays.copyOfRange(bytes, length, bytes.length))) {
            throw new IOException("the SHA-256 of " + file.getName() + " is wrong");
        }
        return ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Removes the files of all rounds but these, and the folder if there are none.
     *
     * @throws MaskwiseException (output) if the file system refuses
     */
    void keepOnly(Set<Long> rounds) {
        Set<String> names = rounds.stream().map(KeptUpdaters::name).collect(Collectors.toSet());
        try {
            for (FileStatus round : HadoopFiles.list(folder, hadoop)) {
                if (!names.contains(round.getPath().getName())) {
                    HadoopFiles.remove(round.getPath(), hadoop);
                }
            }
            if (names.isEmpty()) {
                HadoopFiles.remove(folder, hadoop);
            }
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure,
                    "Cannot remove what updaters remembered from %s: %s (it is not needed any more)",
                    folder,
                    HadoopFiles.reason(failure));
        }
    }

    private Path file(long round, int worker) {
        return new Path(new Path(folder, name(round)), String.format(Locale.ROOT, "worker-%06d.bin", worker));
    }

    private static String name(long round) {
        return String.format(Locale.ROOT, "round-%06d", round);
    }
}
