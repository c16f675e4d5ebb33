package io.maskwise.report.html;

import java.util.List;
import java.util.TreeMap;

/**
 * The rounds of an epoch together.
 *
 * @param epoch from 1
 * @param rounds how many
 * @param last the number of the last one
 * @param loss the mean loss of a label
 * @param realTokens tokens seen, padding not counted
 * @param seconds the time they took
 * @param workerSeconds the time of each in which its busiest task worked for workers
 */
record EpochSums(int epoch, int rounds, long last, double loss, long realTokens, double seconds, double workerSeconds) {
    /** The epochs of a log. */
    static List<EpochSums> of(List<Round> rounds) {
        TreeMap<Integer, EpochSums> epochs = new TreeMap<>();
        TreeMap<Integer, Long> labels = new TreeMap<>();
        for (Round round : rounds) {
            long before = labels.getOrDefault(round.epoch(), 0L);
            EpochSums one = new EpochSums(
                    round.epoch(),
                    1,
                    round.number(),
                    round.loss(),
                    round.realTokens(),
                    round.seconds(),
                    round.workerSeconds());
            epochs.merge(round.epoch(), one, (sum, next) -> sum.plus(next, before, round.labels()));
            labels.merge(round.epoch(), round.labels(), Long::sum);
        }
        return List.copyOf(epochs.values());
    }

    private EpochSums plus(EpochSums next, long labels, long moreLabels) {
        long all = labels + moreLabels;
        return new EpochSums(
                epoch,
                rounds + next.rounds,
                next.last,
                all == 0 ? 0 : (loss * labels + next.loss * moreLabels) / all,
                realTokens + next.realTokens,
                seconds + next.seconds,
                workerSeconds + next.workerSeconds);
    }

    double tokensPerSecond() {
        return seconds == 0 ? 0 : realTokens / seconds;
    }

    double shareOutsideWorkers() {
        return seconds == 0 ? 0 : Math.max(0, 1 - workerSeconds / seconds);
    }
}
