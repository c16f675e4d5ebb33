package io.maskwise.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --result-file} gets, on failure too.
 *
 * @param command the command's name, empty where none was understood
 * @param runId the run's id, empty where none was understood
 * @param startedAt when it began
 * @param took how long it took
 * @param exitCode the process's exit code
 * @param outcome what it did
 * @param failure what went wrong
 */
record JobResult(
        String command,
        String runId,
        Instant startedAt,
        Duration took,
        ExitCode exitCode,
        Outcome outcome,
        Optional<Failure> failure) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One JSON object, one line. */
    String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("command", command);
        fields.put("status", outcome.status().word());
        fields.put("exitCode", exitCode.code());
        fields.put("runId", runId);
        fields.put("startedAt", startedAt.toString());
        fields.put("seconds", took.toMillis() / 1000.0);
        fields.put("outputs", outcome.outputs());
        fields.put("metrics", outcome.metrics());
        fields.put("error", failure.map(Failure::text).orElse(null));
        failure.ifPresent(told -> fields.put("retryable", told.retryable()));
        try {
            return MAPPER.writeValueAsString(fields) + "\n";
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException("Cannot write the result of " + command + " as JSON", notJson);
        }
    }
}
