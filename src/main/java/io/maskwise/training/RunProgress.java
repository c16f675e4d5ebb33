package io.maskwise.training;

import io.maskwise.metrics.LossSum;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a run is: what the next round needs besides the network.
 *
 * @param epoch the epoch under way, from 1; one more than the last when all are done
 * @param roundsDone rounds done in this epoch
 * @param totalRounds rounds done in all epochs
 * @param epochLoss the loss so far in this epoch
 * @param lossPerEpoch the mean loss of each epoch that is done
 * @param realTokens tokens seen in all rounds, padding not counted
 * @param cells what the batches of all rounds held, padding counted
 * @param trainSeconds the time that all rounds took
 * @param workerSeconds the time of each round in which its busiest task worked for workers
 * @param lastMeanLoss the mean loss of the last round in which a label counted
 * @param skippedParts how many workers' parts of rounds were left out
 * @param validation what measurements came to
 * @param stopped whether the run ends here, before its last epoch
 */
public record RunProgress(
        int epoch,
        int roundsDone,
        long totalRounds,
        LossSum epochLoss,
        List<Double> lossPerEpoch,
        long realTokens,
        long cells,
        double trainSeconds,
        double workerSeconds,
        double lastMeanLoss,
        long skippedParts,
        ValidationProgress validation,
        boolean stopped) {
    public RunProgress {
        if (epoch < 1 || roundsDone < 0 || totalRounds < roundsDone) {
            throw new IllegalArgumentException("Invalid progress: epoch " + epoch + ", " + roundsDone + " of "
                    + totalRounds + " rounds (must be epoch >= 1 and 0 <= its rounds <= all rounds)");
        }
        lossPerEpoch = List.copyOf(lossPerEpoch);
    }

    /** Before the first round. */
    static RunProgress start() {
        return new RunProgress(1, 0, 0, LossSum.ZERO, List.of(), 0, 0, 0, 0, 0, 0, ValidationProgress.NONE, false);
    }

    /** The round that comes next. */
    RoundPosition next() {
        return new RoundPosition(epoch, roundsDone + 1);
    }

    /** After one more round, which may end the epoch. */
    RunProgress after(RoundReport report) {
        LossSum loss = epochLoss.merge(report.loss());
        boolean epochEnds = report.round() == report.rounds();
        List<Double> losses = new ArrayList<>(lossPerEpoch);
        if (epochEnds) {
            losses.add(loss.mean());
        }
        return new RunProgress(
                epochEnds ? epoch + 1 : epoch,
                epochEnds ? 0 : roundsDone + 1,
                totalRounds + 1,
                epochEnds ? LossSum.ZERO : loss,
                losses,
                realTokens + report.realTokens(),
                cells + report.cells(),
                trainSeconds + report.seconds(),
                workerSeconds + report.workerSeconds(),
                report.loss().weight() > 0 ? report.loss().mean() : lastMeanLoss,
                skippedParts + report.skipped().size(),
                validation,
                false);
    }

    /** After a measurement. */
    RunProgress after(ValidationScore score, ValidationOptions options) {
        ValidationProgress measured = validation.after(score, totalRounds, options);
        return new RunProgress(
                epoch,
                roundsDone,
                totalRounds,
                epochLoss,
                lossPerEpoch,
                realTokens,
                cells,
                trainSeconds,
                workerSeconds,
                lastMeanLoss,
                skippedParts,
                measured,
                measured.isExhausted(options));
    }

    /** Whether there is nothing left to do. */
    boolean isOver(int epochs) {
        return stopped || epoch > epochs;
    }
}
