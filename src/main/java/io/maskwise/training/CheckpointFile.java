package io.maskwise.training;

import io.maskwise.Sha256;
import java.io.IOException;

/**
 * A checkpoint's {@code state.json}.
 *
 * @param formatVersion the version of this file, {@link #FORMAT_VERSION}
 * @param runId the run
 * @param progress how far it was
 * @param steps the updater steps taken
 * @param parametersDigest the digest of the parameters in {@code model.zip}
 * @param modelSha256 the SHA-256 of {@code model.zip}
 * @param bestSha256 the SHA-256 of {@code best.bin}; empty where there is none, as no measurement was taken or the last
 *     one is the best
 * @param checksum the SHA-256 of this record as one line of JSON with an empty checksum
 */
record CheckpointFile(
        int formatVersion,
        String runId,
        RunProgress progress,
        long steps,
        String parametersDigest,
        String modelSha256,
        String bestSha256,
        String checksum) {
    static final int FORMAT_VERSION = 3;

    /** This record with its checksum. */
    CheckpointFile sealed() {
        return withChecksum(Sha256.of(Json.line(withChecksum(""))));
    }

    /** @throws IOException if the text is not a whole {@code state.json} of this version and run */
    static CheckpointFile read(String json, String runId) throws IOException {
        CheckpointFile file = Json.read(json, CheckpointFile.class);
        if (file.formatVersion != FORMAT_VERSION) {
            throw new IOException("its format version is " + file.formatVersion + " (must be " + FORMAT_VERSION + ")");
        }
        if (!file.equals(file.sealed())) {
            throw new IOException("the checksum of state.json is wrong");
        }
        if (!file.runId.equals(runId)) {
            throw new IOException("it is of the run " + file.runId + " (must be " + runId + ")");
        }
        return file;
    }

    private CheckpointFile withChecksum(String value) {
        return new CheckpointFile(
                formatVersion, runId, progress, steps, parametersDigest, modelSha256, bestSha256, value);
    }
}
