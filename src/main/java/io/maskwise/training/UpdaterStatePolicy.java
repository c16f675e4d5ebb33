package io.maskwise.training;

/**
 * What becomes of what the workers' updaters remember, such as momentum, when parameters are averaged.
 *
 * <p>With {@link Synchronisation#GRADIENTS} there is one updater only, which remembers everything.
 */
public enum UpdaterStatePolicy {
    /** It is averaged as the parameters are; exact for SGD and momentum. */
    AVERAGE,

    /** It is forgotten: every round begins with an updater that remembers nothing, and costs less to send. */
    RESET,

    /** Each worker goes on with its own, which stays in files of the run between rounds. */
    KEEP
}
