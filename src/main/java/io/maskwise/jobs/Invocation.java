package io.maskwise.jobs;

import io.maskwise.config.MaskwiseConfig;
import java.util.function.Consumer;

/**
 * How a command was called.
 *
 * @param config the resolved configuration
 * @param runId the run's id: given, configured, or made of command and time
 * @param existing what to do about outputs that exist
 * @param console where to talk to people
 * @param reached hears what is complete so far, which is told should the rest fail
 */
public record Invocation(
        MaskwiseConfig config, String runId, ExistingOutput existing, Console console, Consumer<Outcome> reached) {}
