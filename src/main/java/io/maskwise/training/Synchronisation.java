package io.maskwise.training;

/** What the workers of a round send back to be combined. */
public enum Synchronisation {
    /** Parameters and updater state, after several batches; exact for SGD and Nesterov. */
    PARAMETERS,
    /** The gradient of one batch, for a single updater step on the driver; exact for every updater. */
    GRADIENTS
}
