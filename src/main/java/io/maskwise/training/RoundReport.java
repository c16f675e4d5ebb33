package io.maskwise.training;

import io.maskwise.metrics.LossSum;
import java.util.List;

/**
 * What happened in a round.
 *
 * @param epoch from 1
 * @param epochs epochs in all
 * @param round the round of the epoch, from 1
 * @param rounds rounds in each epoch
 * @param loss the loss of all batches, each before its step
 * @param realTokens tokens seen, padding not counted
 * @param cells what batches held, padding counted
 * @param seconds the time it took
 * @param workerSeconds the time of it in which its busiest task worked for workers, for one or for several after each other
 * @param skipped one phrase for each worker whose part was worth nothing and was left out
 */
public record RoundReport(
        int epoch,
        int epochs,
        int round,
        int rounds,
        LossSum loss,
        long realTokens,
        long cells,
        double seconds,
        double workerSeconds,
        List<String> skipped) {
    public RoundReport {
        skipped = List.copyOf(skipped);
    }

    /** The round counted over all epochs, from 1. */
    public long totalRound() {
        return (epoch - 1L) * rounds + round;
    }

    /** How many rounds the run has in all. */
    public long totalRounds() {
        return (long) epochs * rounds;
    }

    /** The share of the round's time in which not even the busiest task worked for workers, 0 to 1. */
    public double shareOutsideWorkers() {
        return seconds == 0 ? 0 : Math.max(0, 1 - workerSeconds / seconds);
    }

    /** Real tokens per second; 0 where no time passed. */
    public double tokensPerSecond() {
        return seconds == 0 ? 0 : realTokens / seconds;
    }
}
