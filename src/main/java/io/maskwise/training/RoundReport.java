package io.maskwise.training;

import io.maskwise.metrics.LossSum;

/**
 * What happened in a round.
 *
 * @param epoch from 1
 * @param epochs epochs in all
 * @param round the round of the epoch, from 1
 * @param rounds rounds in each epoch
 * @param loss the loss of all batches, each before its step
 * @param realTokens tokens seen, padding not counted
 * @param seconds the time it took
 */
public record RoundReport(int epoch, int epochs, int round, int rounds, LossSum loss, long realTokens, double seconds) {
    /** The round counted over all epochs, from 1. */
    public long totalRound() {
        return (epoch - 1L) * rounds + round;
    }

    /** How many rounds the run has in all. */
    public long totalRounds() {
        return (long) epochs * rounds;
    }

    /** Real tokens per second; 0 where no time passed. */
    public double tokensPerSecond() {
        return seconds == 0 ? 0 : realTokens / seconds;
    }
}
