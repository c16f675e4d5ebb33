package io.maskwise.model;

import java.util.Map;

/** The arithmetic of one kind of recurrent layer, in one pass; {@link RecurrentPass} does what all kinds share. */
interface RecurrentCell {
    /** How many numbers the input adds to a step of one row: the units times the gates. */
    int width();

    /**
     * Takes a step and brings the state of its rows forward.
     *
     * @param rows the rows that are real at this step; all others keep their state
     * @param gates the input's share of the gates before activation, {@code [rows, width]}; the step keeps it
     */
    Step take(StepRows rows, double[] gates, RecurrentState state);

    /**
     * Adds the gradients of what the state was multiplied with.
     *
     * @param deltas what {@link Step#backward} gave for all steps, {@code [batch * time, width]}, zeros at masked ones
     */
    void collect(double[] deltas, Map<String, Tensor> gradients);

    /** A step that was taken. */
    interface Step {
        /**
         * The derivative by the input's share of the gates, {@code [rows, width]}.
         *
         * @param gradient the derivative by the state after the step; becomes that before it, for the step's own rows
         */
        double[] backward(RecurrentState gradient);
    }
}
