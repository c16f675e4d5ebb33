package io.maskwise.training;

import io.maskwise.MaskwiseException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A run's {@code metrics.jsonl}: one line of JSON for each round that the run has not lost. */
final class MetricsLog implements Closeable {
    private final Path file;
    private final FSDataOutputStream out;

    private MetricsLog(Path file, FSDataOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Opens the log, without the lines of rounds that a crash has undone.
     *
     * @param rounds how many rounds are done
     */
    static MetricsLog open(Path file, long rounds, Configuration hadoop) {
        try {
            FileSystem files = HadoopFiles.fileSystem(file, hadoop);
            List<String> kept = !files.exists(file)
                    ? List.of()
                    : HadoopFiles.readText(file, hadoop).lines().limit(rounds).toList();
            // The open stream outlives the rename, so that a reader never sees the log shorter than it was safe.
            Path staged = new Path(file.getParent(), "." + file.getName() + ".tmp-" + UUID.randomUUID());
            MetricsLog log = new MetricsLog(file, files.create(staged));
            kept.forEach(log::write);
            HadoopFiles.replace(staged, file, hadoop);
            return log;
        } catch (IOException failure) {
            throw cannotWrite(file, failure);
        }
    }

    /** Adds a round. */
    void append(RoundReport report) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("epoch", report.epoch());
        line.put("round", report.round());
        line.put("totalRound", report.totalRound());
        line.put("loss", report.loss().mean());
        line.put("labels", report.loss().weight());
        line.put("realTokens", report.realTokens());
        line.put("seconds", report.seconds());
        line.put("realTokensPerSecond", report.tokensPerSecond());
        write(Json.line(line));
    }

    private void write(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.hflush();
        } catch (IOException failure) {
            throw cannotWrite(file, failure);
        }
    }

    private static MaskwiseException cannotWrite(Path file, IOException failure) {
        return MaskwiseException.output(failure, "Cannot write %s: %s", file, HadoopFiles.reason(failure));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failure) {
            throw cannotWrite(file, failure);
        }
    }
}
