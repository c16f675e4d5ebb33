package io.maskwise;

/** How a command ended, as the operating system and a scheduler see it. */
public enum ExitCode {
    /** Done, or already complete. */
    DONE(0),
    /** An internal error: a bug, or a machine that failed. */
    INTERNAL(1),
    /** A law of masking is broken: a check that fails has the status of every check that fails. */
    BROKEN_LAW(1),
    /** Wrong usage or configuration. */
    USAGE(2),
    /** Input missing, unreadable or of the wrong shape. */
    INPUT(3),
    /** The output exists already, or the run is locked. */
    OUTPUT(4),
    /** A data-quality gate failed. */
    QUALITY(5),
    /** Training diverged. */
    DIVERGED(6),
    /** A resource asked for, such as a GPU, is not there. */
    RESOURCES(7),
    /** Stopped from outside by SIGTERM: 128 + 15, as shells count. On Ctrl-C the process itself ends with 130. */
    STOPPED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }

    /** Whether another try of the same call may end otherwise, as far as the code alone can tell. */
    public boolean retryable() {
        return switch (this) {
            case INTERNAL, OUTPUT, RESOURCES, STOPPED -> true;
            case DONE, BROKEN_LAW, USAGE, INPUT, QUALITY, DIVERGED -> false;
        };
    }
}
