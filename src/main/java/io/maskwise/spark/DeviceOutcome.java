package io.maskwise.spark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether all executors can use their GPUs.
 *
 * @param devices what they have, each once, by executor
 * @param problems one line each; empty if all can
 */
record DeviceOutcome(List<ExecutorDevice> devices, List<String> problems) {
    /** More would hide the first. */
    private static final int MOST_PROBLEMS = 10;

    DeviceOutcome {
        devices = List.copyOf(devices);
        problems = List.copyOf(problems);
    }

    /** The outcome of some answers, of so many executors. */
    static DeviceOutcome of(Collection<ExecutorDevice> answers, int executors) {
        List<ExecutorDevice> devices = answers.stream()
                .distinct()
                .sorted(Comparator.comparing(
                                (ExecutorDevice device) -> device.executor().length()) // 2 before 10
                        .thenComparing(ExecutorDevice::executor)
                        .thenComparing(device -> device.addresses().toString()))
                .toList();
        return new DeviceOutcome(devices, problems(devices, executors));
    }

    private static List<String> problems(List<ExecutorDevice> devices, int executors) {
        long answered = executorsOf(devices);
        Stream<String> silent = answered < executors
                ? Stream.of(executors - answered + " of " + executors
                        + " executors did not answer (does another job hold their cores or GPUs?)")
                : Stream.of();
        List<String> problems = new ArrayList<>(
                Stream.concat(devices.stream().map(ExecutorDevice::problem).flatMap(Optional::stream), silent)
                        .distinct()
                        .toList());
        int more = problems.size() - MOST_PROBLEMS;
        if (more > 0) {
            problems.subList(MOST_PROBLEMS, problems.size()).clear();
            problems.add("and " + more + " more");
        }
        return problems;
    }

    static long executorsOf(Collection<ExecutorDevice> devices) {
        return devices.stream().map(ExecutorDevice::executor).distinct().count();
    }

    /** Whether every executor can use the GPU that Spark gave it. */
    boolean isFit() {
        return problems.isEmpty();
    }

    /** Whether Spark gave any GPU. */
    boolean hasGpus() {
        return devices.stream().anyMatch(device -> !device.addresses().isEmpty());
    }
}
