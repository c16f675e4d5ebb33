package io.maskwise.spark;

/** When a folder that is watched is looked at. */
public enum WatchTrigger {
    /** Again and again, until the command is stopped. */
    EVERY,
    /** Once: all that is there and was not read before is predicted, then the command ends. */
    AVAILABLE_NOW
}
