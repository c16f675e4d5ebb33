package io.maskwise.training;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What came of a run.
 *
 * @param epochs epochs done
 * @param rounds rounds done in all epochs
 * @param realTokens tokens seen, padding not counted
 * @param cells what batches held, padding counted
 * @param trainSeconds the time that all rounds took, those before a resumption included
 * @param workerSeconds the time of each round in which its busiest task worked for workers
 * @param lossPerEpoch the mean loss of each epoch
 * @param skippedParts how many workers' parts of rounds were left out as worth nothing
 * @param validation what measurements on the validation split came to
 * @param stoppedEarly whether they ended the run before its last epoch
 * @param parameterCount the model's parameters
 * @param parametersDigest the SHA-256 of the float32 little-endian flat parameters
 */
public record TrainingSummary(
        int epochs,
        long rounds,
        long realTokens,
        long cells,
        double trainSeconds,
        double workerSeconds,
        List<Double> lossPerEpoch,
        long skippedParts,
        ValidationProgress validation,
        boolean stoppedEarly,
        int parameterCount,
        String parametersDigest) {
    public TrainingSummary {
        lossPerEpoch = List.copyOf(lossPerEpoch);
    }

    /**
     * That of a run; nothing while the run is not finished.
     *
     * @throws MaskwiseException with exit 3 if it cannot be read
     */
    public static Optional<TrainingSummary> of(Path run, Configuration hadoop) {
        Path file = new Path(run, RunFiles.SUMMARY);
        try {
            return HadoopFiles.fileSystem(file, hadoop).exists(file)
                    ? Optional.of(Json.read(HadoopFiles.readText(file, hadoop), TrainingSummary.class))
                    : Optional.empty();
        } catch (IOException failure) {
            throw MaskwiseException.input(failure, "Cannot read %s: %s", file, HadoopFiles.reason(failure));
        }
    }

    /** The mean loss of the last epoch. */
    public double finalLoss() {
        return lossPerEpoch.isEmpty() ? 0 : lossPerEpoch.get(lossPerEpoch.size() - 1);
    }

    /** The share of what batches held that was real; 1 where they held nothing. */
    public double batchPaddingEfficiency() {
        return cells == 0 ? 1 : (double) realTokens / cells;
    }

    /** Real tokens per second of training; 0 where no time passed. */
    public double realTokensPerSecond() {
        return trainSeconds == 0 ? 0 : realTokens / trainSeconds;
    }

    /** The figures of a result file, by their names there. */
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("epochs", epochs);
        metrics.put("rounds", rounds);
        metrics.put("realTokens", realTokens);
        metrics.put("batchPaddingEfficiency", batchPaddingEfficiency());
        metrics.put("trainSeconds", trainSeconds);
        metrics.put("workerSeconds", workerSeconds);
        metrics.put("realTokensPerSecond", realTokensPerSecond());
        metrics.put("finalLoss", finalLoss());
        metrics.put("lossPerEpoch", lossPerEpoch);
        metrics.put("skippedParts", skippedParts);
        if (validation.measurements() > 0) {
            metrics.put("validationLoss", validation.bestLoss());
            metrics.put("validationAccuracy", validation.bestAccuracy());
            metrics.put("bestRound", validation.bestRound());
            metrics.put("stoppedEarly", stoppedEarly);
        }
        metrics.put("parameterCount", parameterCount);
        metrics.put("parametersDigest", parametersDigest);
        return metrics;
    }
}
