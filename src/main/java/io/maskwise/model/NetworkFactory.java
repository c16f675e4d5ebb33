package io.maskwise.model;

import java.io.Serializable;

/**
 * Makes networks of one spec, on whichever machine it is sent to.
 *
 * <p>Two networks of one factory begin with the same parameters, bit for bit, unless they are {@link #undrawn}. Factories
 * of equal content are equal, so that a network can be kept and used again by the next task.
 */
public interface NetworkFactory extends Serializable {
    /** A new network, which the caller closes. */
    SequenceNetwork create();

    /**
     * A factory of the same networks for whoever gives each a state before anything else.
     *
     * <p>Their first parameters mean nothing, so that nobody need take the time to draw them.
     */
    default NetworkFactory undrawn() {
        return this;
    }
}
