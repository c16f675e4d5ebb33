package io.maskwise.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A run's {@code metrics.jsonl}: one line of JSON for each round that the run has not lost. */
final class MetricsLog implements Closeable {
    private static final String TOTAL_ROUND = "totalRound";

    private final AppendedFile lines;

    private MetricsLog(AppendedFile lines) {
        this.lines = lines;
    }

    /**
     * Opens the log, without the lines of rounds that a crash has undone.
     *
     * @param rounds how many rounds are done
     * @param warnings hears how many of these have no line, which a crash of the machine may have taken
     */
    static MetricsLog open(Path file, long rounds, Consumer<String> warnings, Configuration hadoop) {
        try {
            SortedMap<Long, String> kept = linesUpTo(rounds, file, hadoop);
            // The open stream outlives the rename, so that a reader never sees the log shorter than it was safe.
            Path staged = HadoopFiles.temporary(file);
            MetricsLog log = new MetricsLog(AppendedFile.createStaged(staged, file, hadoop));
            kept.values().forEach(log::write);
            HadoopFiles.replace(staged, file, hadoop);
            if (kept.size() < rounds) {
                warnings.accept("Cannot find every round in " + file.toUri().getPath() + ": " + (rounds - kept.size())
                        + " of " + rounds + " have no line any more (the model does not depend on them)");
            }
            return log;
        } catch (IOException failure) {
            throw HadoopFiles.cannotWrite(file, failure);
        }
    }

    private static SortedMap<Long, String> linesUpTo(long rounds, Path file, Configuration hadoop) throws IOException {
        SortedMap<Long, String> lines = new TreeMap<>();
        if (HadoopFiles.fileSystem(file, hadoop).exists(file)) {
            HadoopFiles.readText(file, hadoop).lines().forEach(line -> lines.put(roundOf(line), line));
        }
        return lines.subMap(1L, rounds + 1);
    }

    /** The round that a line tells of, or 0 if it is not whole. */
    private static long roundOf(String line) {
        try {
            return Json.read(line, JsonNode.class).path(TOTAL_ROUND).asLong();
        } catch (IOException torn) {
            return 0;
        }
    }

    /** Adds a round, and the measurement after it, if there was one. */
    void append(RoundReport report, Optional<ValidationReport> validation) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("epoch", report.epoch());
        line.put("round", report.round());
        line.put(TOTAL_ROUND, report.totalRound());
        line.put("loss", report.loss().mean());
        line.put("labels", report.loss().weight());
        line.put("realTokens", report.realTokens());
        line.put("cells", report.cells());
        line.put("seconds", report.seconds());
        line.put("realTokensPerSecond", report.tokensPerSecond());
        line.put("workerSeconds", report.workerSeconds());
        if (!report.skipped().isEmpty()) {
            line.put("skipped", report.skipped());
        }
        validation.ifPresent(measured -> {
            line.put("validationLoss", measured.loss());
            line.put("validationAccuracy", measured.accuracy());
        });
        write(Json.line(line));
    }

    private void write(String line) {
        lines.append((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        lines.close();
    }
}
