package io.maskwise.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where a run's result comes from: {@code provenance.json}, written once, when the run begins.
 *
 * @param formatVersion the version of this file
 * @param runId the run
 * @param startedAt when it began, in UTC
 * @param seed the seed of everything random in training
 * @param workers the logical workers
 * @param configuration everything that decides the result, by configuration key
 * @param versions of what computes, by name
 * @param machine the driver's operating system, architecture and processor
 */
record Provenance(
        int formatVersion,
        String runId,
        String startedAt,
        long seed,
        int workers,
        SortedMap<String, String> configuration,
        SortedMap<String, String> versions,
        SortedMap<String, String> machine) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static Provenance of(RunDescription run, TrainingOptions options, Instant startedAt) {
        return new Provenance(
                1,
                run.id(),
                startedAt.toString(),
                options.seed(),
                options.workers(),
                run.configuration(),
                run.versions(),
                thisMachine());
    }

    /** One phrase for each key under which two configurations differ. */
    List<String> differences(SortedMap<String, String> other) {
        return differences(configuration, other);
    }

    /** One phrase for each thing that computes of which the versions differ. */
    List<String> versionDifferences(SortedMap<String, String> other) {
        return differences(versions, other);
    }

    private static List<String> differences(SortedMap<String, String> known, SortedMap<String, String> other) {
        TreeSet<String> keys = new TreeSet<>(known.keySet());
        keys.addAll(other.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            if (!Objects.equals(known.get(key), other.get(key))) {
                differences.add(key + " was " + known.getOrDefault(key, "absent") + " and is "
                        + other.getOrDefault(key, "absent"));
            }
        }
        return differences;
    }

    private static SortedMap<String, String> thisMachine() {
        SortedMap<String, String> machine = new TreeMap<>();
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("architecture", System.getProperty("os.arch"));
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("cpu", cpuModel());
        return machine;
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
