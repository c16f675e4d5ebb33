package io.maskwise.training;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How the model is measured while it is trained.
 *
 * <p>Where there is a split, the run's model is the one with the lowest mean loss of a label on it.
 *
 * @param split the split to measure on; empty = none
 * @param everyRounds rounds between two measurements, >= 0; 0 = at the end of each epoch. The last round is always
 *     followed by one
 * @param patience the measurements in a row without an improvement after which the run ends, >= 0; 0 = it never does
 * @param minimumImprovement by how much the mean loss must be lower to count as an improvement, >= 0; Keras' {@code
 *     min_delta}
 */
public record ValidationOptions(String split, int everyRounds, int patience, double minimumImprovement)
        implements Serializable {
    /** No measurements. */
    public static final ValidationOptions NONE = new ValidationOptions("", 0, 0, 0);

    public ValidationOptions {
        check("every-rounds", everyRounds, everyRounds >= 0, ">= 0, where 0 = each epoch");
        check("patience", patience, patience >= 0, ">= 0, where 0 = without end");
        check(
                "minimum-improvement",
                minimumImprovement,
                minimumImprovement >= 0 && minimumImprovement < Double.POSITIVE_INFINITY,
                "finite and >= 0");
        if (split.isBlank() && patience > 0) {
            throw new InvalidOption("patience", patience + " (must be 0 where no split is named)", "patience")
                    .beside("split");
        }
    }

    private static void check(String key, Number value, boolean valid, String range) {
        if (!valid) {
            throw new InvalidOption(key.replace('-', ' '), value + " (must be " + range + ")", key);
        }
    }

    /** Whether there is anything to measure on. */
    public boolean isActive() {
        return !split.isBlank();
    }

    /** Whether a round is followed by a measurement. */
    boolean isDueAfter(RoundReport report) {
        boolean epochEnds = report.round() == report.rounds();
        boolean due = everyRounds == 0 ? epochEnds : report.totalRound() % everyRounds == 0;
        return isActive() && (due || report.totalRound() == report.totalRounds());
    }
}
