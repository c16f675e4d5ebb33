package io.maskwise.report;

import java.time.Duration;

/**
 * Where training stands after a round.
 *
 * @param epoch from 1
 * @param epochs in all
 * @param round from 1, counted over all epochs
 * @param rounds in all
 * @param loss the round's mean loss of a label
 * @param tokensPerSecond real tokens, padding not counted
 * @param remaining the time that the remaining rounds will take at this rate
 */
public record RoundLine(
        int epoch, int epochs, long round, long rounds, double loss, double tokensPerSecond, Duration remaining) {
    /** One line: {@code epoch 2/5  round 17/120  loss 0.4321  12,345 tokens/s  1m 20s left}. */
    public String render() {
        return "epoch " + epoch + "/" + epochs
                + "  round " + Figures.count(round) + "/" + Figures.count(rounds)
                + "  loss " + Figures.decimal(loss, 4)
                + "  " + Figures.decimal(tokensPerSecond, 0) + " tokens/s"
                + (round < rounds ? "  " + Figures.duration(remaining) + " left" : "");
    }
}
