package io.maskwise.training;

/** Stops a run as a crash would, except that the lock is removed. */
final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
