package io.maskwise.training;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.SequenceNetwork;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoints of a run: folders {@code round-000042} with {@code model.zip}, {@code state.json} and, where an earlier
 * round's model is the best so far, its parameters as little-endian numbers in {@code best.bin}; each is published by one
 * rename.
 *
 * <p>One that is damaged is passed over with a warning, and replaced when the run comes by again.
 */
final class CheckpointStore {
    private static final Pattern NAME = Pattern.compile("round-(\\d{6,})");
    private static final String MODEL = "model.zip";
    private static final String BEST = "best.bin";
    private static final int BUFFER = 1 << 16;
    private static final String STATE = "state.json";

    private final TrainingJob job;
    private final Path folder;
    private final Configuration hadoop;

    CheckpointStore(TrainingJob job) {
        this.job = job;
        this.folder = new Path(job.folder(), "checkpoints");
        this.hadoop = job.hadoop();
    }

    /**
     * Publishes the state of the network, and removes what is older than the newest few.
     *
     * @param best the parameters of the best measurement so far, if there was one
     */
    void publish(RunProgress progress, SequenceNetwork network, Optional<ParameterVector> best) {
        Path target = new Path(folder, String.format(Locale.ROOT, "round-%06d", progress.totalRounds()));
        try (StagedDirectory staged = StagedDirectory.create(target, ExistingTarget.REPLACE, hadoop)) {
            String model = write(staged, MODEL, network::write);
            Optional<ParameterVector> earlier = best.filter(parameters -> !isBest(progress));
            String bestSha256 = earlier.isPresent() ? write(staged, BEST, earlier.get()::writeTo) : "";
            staged.writeText(STATE, Json.pretty(describe(progress, network, model, bestSha256)));
            staged.publish();
            prune(progress.totalRounds());
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot write the checkpoint %s: %s", target, HadoopFiles.reason(failure));
        }
    }

    /** Whether the network of a checkpoint is the best one itself. */
    private static boolean isBest(RunProgress progress) {
        return progress.validation().bestRound() == progress.totalRounds();
    }

    /** Writes a file without holding all of it in memory; returns its SHA-256. */
    private static String write(StagedDirectory staged, String name, FileContent content) throws IOException {
        MessageDigest sha256 = Sha256.begin();
        try (OutputStream file = staged.create(name);
                OutputStream out = new BufferedOutputStream(new DigestOutputStream(file, sha256), BUFFER)) {
            content.writeTo(out);
        }
        return Sha256.hexadecimal(sha256.digest());
    }

    private interface FileContent {
        void writeTo(OutputStream out) throws IOException;
    }

    private CheckpointFile describe(RunProgress progress, SequenceNetwork network, String model, String best) {
        return new CheckpointFile(
                        CheckpointFile.FORMAT_VERSION,
                        job.run().id(),
                        progress,
                        network.steps(),
                        network.parameters().digest(),
                        model,
                        best,
                        "")
                .sealed();
    }

    /** The newest checkpoint that is whole, or nothing; each newer one that is not gives a warning. */
    Optional<Checkpoint> latest(Consumer<String> warnings) {
        for (Stored stored : newestFirst()) {
            try {
                return Optional.of(read(stored.path()));
            } catch (IOException | MaskwiseException damage) {
                warnings.accept(
                        "Cannot use the checkpoint " + stored.path().toUri().getPath() + ": " + damage.getMessage()
                                + " (going back to the one before it)");
            }
        }
        return Optional.empty();
    }

    /** The rounds of the checkpoints that there are, damaged ones included. */
    List<Long> rounds() {
        return newestFirst().stream().map(Stored::round).toList();
    }

    private Checkpoint read(Path checkpoint) throws IOException {
        CheckpointFile file = CheckpointFile.read(
                HadoopFiles.readText(new Path(checkpoint, STATE), hadoop),
                job.run().id());
        byte[] model = readBytes(new Path(checkpoint, MODEL));
        if (!Sha256.of(model).equals(file.modelSha256())) {
            throw new IOException("the SHA-256 of " + MODEL + " is wrong");
        }
        try (SequenceNetwork network = job.reader().read(new ByteArrayInputStream(model), checkpoint + "/" + MODEL)) {
            NetworkState state = network.state();
            if (job.options().keepsUpdaterState()) {
                new KeptUpdaters(job.folder(), hadoop)
                        .verify(file.progress().totalRounds(), job.options().workers());
            }
            if (!state.parameters().digest().equals(file.parametersDigest())) {
                throw new IOException("the digest of its parameters is wrong");
            }
            return new Checkpoint(
                    file.progress(),
                    new NetworkState(state.parameters(), state.updaterState(), file.steps()),
                    best(checkpoint, file, state.parameters()));
        }
    }

    private Optional<ParameterVector> best(Path checkpoint, CheckpointFile file, ParameterVector parameters)
            throws IOException {
        if (file.progress().validation().measurements() == 0) {
            return Optional.empty();
        }
        if (isBest(file.progress())) {
            return Optional.of(parameters);
        }
        byte[] bytes = readBytes(new Path(checkpoint, BEST));
        if (!Sha256.of(bytes).equals(file.bestSha256())) {
            throw new IOException("the SHA-256 of " + BEST + " is wrong");
        }
        return Optional.of(ParameterVector.ofBytes(parameters.precision(), bytes));
    }

    private byte[] readBytes(Path file) throws IOException {
        try (InputStream in = HadoopFiles.fileSystem(file, hadoop).open(file)) {
            return in.readAllBytes();
        }
    }

    /** Keeps the newest few up to this round; what is beyond it was damaged, or the run would not be here. */
    private void prune(long round) throws IOException {
        int kept = 0;
        for (Stored stored : newestFirst()) {
            if (stored.round() > round || kept == job.options().keepCheckpoints()) {
                HadoopFiles.fileSystem(folder, hadoop).delete(stored.path(), true);
            } else {
                kept++;
            }
        }
    }

    private List<Stored> newestFirst() {
        List<Stored> found = new ArrayList<>();
        try {
            for (FileStatus status : HadoopFiles.list(folder, hadoop)) {
                Matcher name = NAME.matcher(status.getPath().getName());
                if (name.matches()) {
                    found.add(new Stored(Long.parseLong(name.group(1)), status.getPath()));
                }
            }
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot list the checkpoints in %s: %s", folder, HadoopFiles.reason(failure));
        }
        found.sort(Comparator.comparingLong(Stored::round).reversed());
        return found;
    }

    private record Stored(long round, Path path) {}
}
