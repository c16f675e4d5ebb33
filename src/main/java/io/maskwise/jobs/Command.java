package io.maskwise.jobs;

import io.maskwise.config.MaskwiseConfig;
import java.util.List;

/** One command of the command line. */
public interface Command {
    /** The word that calls it. */
    String name();

    /** What it does, in one line. */
    String summary();

    /** The sections of the configuration that it uses; no other one needs to be complete. */
    List<String> sections();

    /** Those that it uses of this configuration, where what is configured decides. */
    default List<String> sections(MaskwiseConfig config) {
        return sections();
    }

    /** Whether it can go on as files come, which {@code --watch} asks for. */
    default boolean watches() {
        return false;
    }

    /**
     * Checks all that can be checked before any work, and before any Spark work above all.
     *
     * @throws io.maskwise.MaskwiseException if the work cannot be done
     */
    PlannedWork plan(Invocation invocation);
}
