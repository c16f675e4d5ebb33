package io.maskwise.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Prepares thousands of bad inputs, for {@code jobs/fuzz-prepare}; ends with 1 if one of them is a finding. */
public final class FuzzPreparation {
    private static final String USAGE =
            "fuzz-prepare: Usage: jobs/fuzz-prepare [--inputs N] [--seed N] [--samples FILE.conllu]";

    private static final int PROGRESS_EVERY = 500;

    private final Map<FuzzKind, Map<FuzzOutcome.Kind, Integer>> table = new EnumMap<>(FuzzKind.class);
    private int findings;

    /** Runs; the arguments are those of {@code jobs/fuzz-prepare}. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new TreeMap<>(
                Map.of("--inputs", "10000", "--seed", "1", "--samples", "data-samples/tagged/test.conllu"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (!options.containsKey(arguments[i]) || i + 1 == arguments.length) {
                System.err.println(USAGE);
                System.exit(2);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        int inputs = Integer.parseInt(options.getOrDefault("--inputs", ""));
        long seed = Long.parseLong(options.getOrDefault("--seed", ""));
        FuzzSamples samples = new FuzzSamples(Path.of(options.getOrDefault("--samples", "")));
        FuzzPreparation fuzz = new FuzzPreparation();
        Fuzzing fuzzing = new Fuzzing(samples, Files.createTempDirectory("fuzz-prepare"));
        fuzz.run(fuzzing.warmedUp(), samples, seed, inputs);
        System.out.print(fuzz.summary());
        System.exit(fuzz.findings == 0 ? 0 : 1);
    }

    private void run(Fuzzing fuzzing, FuzzSamples samples, long first, int inputs) throws IOException {
        for (long seed = first; seed < first + inputs; seed++) {
            FuzzOutcome outcome = fuzzing.run(seed, Math.floorMod(seed, Fuzzing.SPARK_EVERY) == 0);
            FuzzInput input = new FuzzInput(seed, samples);
            table.computeIfAbsent(input.kind(), kind -> new EnumMap<>(FuzzOutcome.Kind.class))
                    .merge(outcome.kind(), 1, Integer::sum);
            if (outcome.kind() == FuzzOutcome.Kind.FINDING) {
                findings++;
                System.out.printf("%nFinding: %s (repeat it with --inputs 1 --seed %d)%n", input, seed);
                outcome.finding().lines().limit(25).forEach(System.out::println);
            }
            showProgress(seed - first + 1, inputs);
        }
    }

    private void showProgress(long done, int inputs) {
        if (done == inputs || done % PROGRESS_EVERY == 0) {
            System.out.printf("%,d of %,d inputs, %,d findings%n", done, inputs, findings);
        }
    }

    private String summary() {
        FuzzOutcome.Kind[] outcomes = FuzzOutcome.Kind.values();
        List<String> lines = new ArrayList<>();
        lines.add(row("what was done to a good file", Arrays.stream(outcomes).map(FuzzOutcome.Kind::title)));
        table.forEach((kind, counts) -> lines.add(row(
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                Arrays.stream(outcomes).map(outcome -> String.format("%,d", counts.getOrDefault(outcome, 0))))));
        lines.add(row(
                "all",
                Arrays.stream(outcomes)
                        .map(outcome -> String.format(
                                "%,d",
                                table.values().stream()
                                        .mapToInt(counts -> counts.getOrDefault(outcome, 0))
                                        .sum()))));
        return String.join("\n", lines) + "\n";
    }

    private static String row(String name, Stream<String> cells) {
        StringBuilder row = new StringBuilder(String.format("%-28s", name));
        cells.forEach(cell -> row.append(String.format("  %15s", cell)));
        return row.toString();
    }
}
