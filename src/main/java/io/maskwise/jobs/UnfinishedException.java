package io.maskwise.jobs;

/** Work of several steps that failed in one of them, with what the steps before it gave. */
final class UnfinishedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Outcome reached;

    UnfinishedException(Outcome reached, Exception cause) {
        super(cause.getMessage(), cause);
        this.reached = reached;
    }

    /** The outputs and figures of the steps that are complete. */
    Outcome reached() {
        return reached;
    }
}
