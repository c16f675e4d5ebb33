package io.maskwise.model;

/** The order in which steps are read; Keras' {@code go_backwards}. */
public enum TimeDirection {
    /** From step 0 on. */
    FORWARDS,
    /** From the last step back; outputs stand in the order of reading. */
    BACKWARDS;

    /** The step that is read in the given place. */
    int step(int place, int time) {
        return this == FORWARDS ? place : time - 1 - place;
    }
}
