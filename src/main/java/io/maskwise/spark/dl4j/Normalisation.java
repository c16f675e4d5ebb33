package io.maskwise.spark.dl4j;

/** By what the gradient of a batch is divided before the updater sees it; averages are weighted by labels always. */
public enum Normalisation {
    /** By the batch's unmasked labels, so that neither padding nor the length of sequences sets the learning rate. */
    LABELS,
    /** By what the network itself says: the examples of the batch, or nothing where {@code miniBatch} is off. */
    NETWORK
}
