package io.maskwise.metrics;

/** The curve that {@link Auc} measures the area under. */
public enum AucCurve {
    /** Recall over the false positive rate. */
    ROC,
    /** Precision over recall. */
    PR
}
