package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of {@code metrics.jsonl}.
 *
 * @param epoch from 1
 * @param number the round counted over all epochs, from 1
 * @param loss the mean loss of a label
 * @param labels how many labels that is of
 * @param realTokens tokens seen, padding not counted
 * @param seconds the time it took
 * @param workerSeconds the time of it in which its busiest task worked for workers
 * @param validationLoss the mean loss of the validation split after it, if that was measured
 * @param validationAccuracy likewise
 */
record Round(
        int epoch,
        long number,
        double loss,
        long labels,
        long realTokens,
        double seconds,
        double workerSeconds,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy) {
    /** The rounds of a log, without a line that is not whole. */
    static List<Round> parse(String log) {
        return log.lines()
                .map(ReportFiles::line)
                .flatMap(Optional::stream)
                .filter(line -> line.path("totalRound").asLong() > 0)
                .map(Round::of)
                .toList();
    }

    private static Round of(JsonNode line) {
        return new Round(
                line.path("epoch").asInt(),
                line.path("totalRound").asLong(),
                line.path("loss").asDouble(),
                line.path("labels").asLong(),
                line.path("realTokens").asLong(),
                line.path("seconds").asDouble(),
                line.path("workerSeconds").asDouble(),
                number(line.path("validationLoss")),
                number(line.path("validationAccuracy")));
    }

    private static OptionalDouble number(JsonNode value) {
        return value.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
    }

    double tokensPerSecond() {
        return seconds == 0 ? 0 : realTokens / seconds;
    }

    double shareOutsideWorkers() {
        return seconds == 0 ? 0 : Math.max(0, 1 - workerSeconds / seconds);
    }
}
