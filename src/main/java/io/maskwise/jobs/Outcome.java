package io.maskwise.jobs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command did.
 *
 * @param status how it ended
 * @param outputs the paths that it wrote, or found complete
 * @param metrics figures by name, in order; values are numbers, text, lists and maps of those
 */
public record Outcome(Status status, List<String> outputs, Map<String, Object> metrics) {
    public Outcome {
        outputs = List.copyOf(outputs);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** Work that was done now. */
    public static Outcome done(List<String> outputs, Map<String, Object> metrics) {
        return new Outcome(Status.DONE, outputs, metrics);
    }

    /** Work that had been done before, for the same inputs. */
    public static Outcome alreadyComplete(List<String> outputs, Map<String, Object> metrics) {
        return new Outcome(Status.ALREADY_COMPLETE, outputs, metrics);
    }

    /** Nothing to show. */
    static Outcome empty(Status status) {
        return new Outcome(status, List.of(), Map.of());
    }
}
