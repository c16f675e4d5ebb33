package io.maskwise.report.html;

import io.maskwise.Sha256;
import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
import io.maskwise.model.LayerNode;
import io.maskwise.model.Lstm;
import io.maskwise.model.ModelInput;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of runs that never were, of any size. */
final class SampleRuns {
    static final String DATASET = """
            {"paddingEfficiency": 0.8, "unknownRate": 0.01,
             "inputs": [{"split": "train", "name": "a.tsv", "bytes": 1234, "records": 30, "sha256": "abc"}],
             "splits": {
               "test": {"rowsRead": 11, "extraWindows": 0, "rowsWritten": 10, "rowsRejected": 1, "rowsDropped": 0,
                 "rowsTruncated": 0, "buckets": [{"bound": 5, "rows": 10, "realTokens": 40, "files": 1}],
                 "lengths": {"3": 5, "5": 5}},
               "train": {"rowsRead": 30, "extraWindows": 0, "rowsWritten": 30, "rowsRejected": 0, "rowsDropped": 0,
                 "rowsTruncated": 0, "buckets": [{"bound": 5, "rows": 20, "realTokens": 80, "files": 1},
                 {"bound": 20, "rows": 10, "realTokens": 180, "files": 1}], "lengths": {"4": 20, "18": 8, "20": 2}}}}
            """;

    private SampleRuns() {}

    static ModelSpec spec() {
        return new ModelSpec(
                List.of(ModelInput.maskedTokens("words")),
                List.of(
                        new LayerNode("embedding", new Embedding(50, 8), List.of("words")),
                        new LayerNode("rnn", Lstm.of(8, RecurrentOutput.SEQUENCE), List.of("embedding")),
                        new LayerNode("logits", new Dense(2), List.of("rnn"))),
                List.of("logits"));
    }

    /** A run whose dataset is at its place. */
    static ReportFiles run(Map<String, String> texts) {
        return new ReportFiles("one", texts, Optional.of(new ReportFiles.Model(spec(), Precision.FLOAT)));
    }

    /** Everything that a run of a classifier or tagger leaves. */
    static Map<String, String> texts(int epochs, int roundsOfEpoch, List<String> labels) {
        Map<String, String> texts = new HashMap<>(Map.of(
                ReportFiles.ROUNDS, rounds(epochs, roundsOfEpoch),
                ReportFiles.SUMMARY, summary(epochs, roundsOfEpoch),
                ReportFiles.PROVENANCE, provenance(),
                ReportFiles.CONFIGURATION, "run { id = one }\n",
                ReportFiles.EVALUATION, evaluation(labels),
                ReportFiles.CONFUSION, confusion(labels),
                ReportFiles.SECONDS, "partition\tseconds\nsplit=test/bucket=00005/a\t0.25\nsplit=test/b\t0.5\n"));
        texts.put(ReportFiles.DATASET, DATASET);
        return texts;
    }

    static String provenance() {
        return """
                {"formatVersion": 1, "runId": "one", "startedAt": "2026-01-02T03:04:05Z", "seed": 7, "workers": 2,
                 "configuration": {"train.epochs": "5", "dataset.sha256": "%s"},
                 "versions": {"java": "17", "spark": "3.5.7"}, "machine": {"os": "Linux"}}
                """.formatted(Sha256.of(DATASET));
    }

    static String rounds(int epochs, int roundsOfEpoch) {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder log = new StringBuilder();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (int round = 1; round <= roundsOfEpoch; round++) {
                int number = (epoch - 1) * roundsOfEpoch + round;
                String validation = round == roundsOfEpoch
                        ? String.format(
                                Locale.ROOT,
                                ",\"validationLoss\":%.4f,\"validationAccuracy\":%.4f",
                                2.5 / epoch,
                                1 - 0.6 / epoch)
                        : "";
                log.append(String.format(
                        Locale.ROOT,
                        "{\"epoch\":%d,\"round\":%d,\"totalRound\":%d,\"loss\":%.4f,\"labels\":100,\"realTokens\":%d,"
                                + "\"seconds\":%.3f,\"realTokensPerSecond\":1,\"workerSeconds\":%.3f%s}%n",
                        epoch,
                        round,
                        number,
                        2.6 / Math.sqrt(number) * random.nextDouble(0.9, 1.1),
                        random.nextInt(900, 1100),
                        random.nextDouble(0.1, 0.2),
                        random.nextDouble(0.08, 0.1),
                        validation));
            }
        }
        return log.toString();
    }

    private static String summary(int epochs, int roundsOfEpoch) {
        return """
                {"epochs": %d, "rounds": %d, "realTokens": 5000, "trainSeconds": 2.5, "workerSeconds": 2,
                 "lossPerEpoch": [1.5, 0.25], "validation": {"measurements": 1, "bestRound": 3, "bestLoss": 0.5,
                 "bestAccuracy": 0.875}, "parameterCount": 12345, "parametersDigest": "d1"}
                """.formatted(epochs, epochs * roundsOfEpoch);
    }

    static String evaluation(List<String> labels) {
        String classes = labels.stream()
                .map(label -> "{\"label\": \"" + label.replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\", \"precision\": 0.5, \"recall\": 0.25, \"f1\": 0.3333, \"support\": 12}")
                .collect(Collectors.joining(", "));
        return """
                {"split": "test", "identity": {"parametersDigest": "d1", "datasetSha256": "d2"}, "rows": 10,
                 "loss": 0.4321, "accuracy": 0.875, "tokens": 40, "macroF1": 0.5, "microF1": 0.875,
                 "classes": [%s],
                 "lengths": [
                   {"shortest": 1, "longest": 4, "loss": 0.3, "accuracy": 0.95, "tokens": 20, "macroF1": 0.6},
                   {"shortest": 5, "longest": 8, "loss": 0.5, "accuracy": 0.8, "tokens": 20, "macroF1": 0.4}],
                 "buckets": [{"bucket": 5, "loss": 0.4, "accuracy": 0.9, "tokens": 30, "macroF1": 0.5},
                   {"bucket": 20, "loss": 0.6, "accuracy": 0.8, "tokens": 10, "macroF1": 0.4}],
                 "partitions": [
                   {"partition": "split=test/bucket=00005/a", "bucket": 5, "rows": 7, "loss": 0.4, "accuracy": 0.9,
                    "tokens": 30},
                   {"partition": "split=test/b", "bucket": 20, "rows": 3, "loss": 0.6, "accuracy": 0.8, "tokens": 10}]}
                """.formatted(classes);
    }

    /** Each class is mostly right, and sometimes taken for the next. */
    static String confusion(List<String> labels) {
        StringBuilder table = new StringBuilder("label");
        labels.forEach(label -> table.append('\t').append(label.replace("\\", "\\\\")));
        table.append('\n');
        for (int label = 0; label < labels.size(); label++) {
            StringJoiner row = new StringJoiner("\t", labels.get(label).replace("\\", "\\\\") + "\t", "\n");
            for (int prediction = 0; prediction < labels.size(); prediction++) {
                boolean next = prediction == label + 1;
                row.add(String.valueOf(prediction == label ? 90 : next ? 10 + label : 0));
            }
            table.append(row);
        }
        return table.toString();
    }

    static List<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "L" + i).toList();
    }
}
