package io.maskwise.model;

import io.maskwise.text.Labelling;

/** What a model predicts. */
public enum ModelTask {
    /** One label for each token. */
    TAGGING(Labelling.PER_TOKEN),
    /** One label for each sequence. */
    CLASSIFICATION(Labelling.PER_SEQUENCE),
    /** A target sequence, token by token, out of the whole sequence and of the target's tokens so far. */
    SEQ2SEQ(Labelling.TARGET_SEQUENCE);

    private final Labelling labelling;

    ModelTask(Labelling labelling) {
        this.labelling = labelling;
    }

    /** The labels that a dataset for this task has. */
    public Labelling labelling() {
        return labelling;
    }
}
