package io.maskwise.training;

/**
 * What measurements on the validation split came to so far.
 *
 * @param measurements how many there were
 * @param bestRound the round after which the mean loss was lowest; 0 = none yet
 * @param bestLoss the mean loss then
 * @param bestAccuracy the accuracy then
 * @param sinceBest measurements since then
 */
public record ValidationProgress(
        int measurements, long bestRound, double bestLoss, double bestAccuracy, int sinceBest) {
    /** Before the first. */
    public static final ValidationProgress NONE = new ValidationProgress(0, 0, 0, 0, 0);

    /** After one more; a loss that is not a number is no improvement. */
    ValidationProgress after(ValidationScore score, long round, ValidationOptions options) {
        double loss = score.loss().mean();
        boolean better = bestRound == 0 || loss < bestLoss - options.minimumImprovement();
        return better
                ? new ValidationProgress(measurements + 1, round, loss, score.accuracy(), 0)
                : new ValidationProgress(measurements + 1, bestRound, bestLoss, bestAccuracy, sinceBest + 1);
    }

    /** Whether it is time to stop. */
    boolean isExhausted(ValidationOptions options) {
        return options.patience() > 0 && sinceBest >= options.patience();
    }
}
