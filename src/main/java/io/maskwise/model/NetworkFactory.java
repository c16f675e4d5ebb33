package io.maskwise.model;

import java.io.Serializable;

/**
 * Makes networks of one spec, on whichever machine it is sent to.
 *
 * <p>Two networks of one factory begin with the same parameters, bit for bit. Factories of equal content are equal, so
 * that a network can be kept and used again by the next task.
 */
public interface NetworkFactory extends Serializable {
    /** A new network, which the caller closes. */
    SequenceNetwork create();

    /**
     * A factory of the same networks but for their parameters, which may be anything: for whoever gives each network a
     * state before using it, and has no use for the time that drawing the first parameters takes.
     */
    default NetworkFactory withoutParameters() {
        return this;
    }
}
