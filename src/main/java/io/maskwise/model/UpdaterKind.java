package io.maskwise.model;

/** The rule by which a gradient changes parameters. */
public enum UpdaterKind {
    /** Stochastic gradient descent. */
    SGD,
    /** Gradient descent with Nesterov's accelerated momentum. */
    NESTEROV,
    /** Adam, with Keras' epsilon outside the bias correction (Kingma and Ba 2015, section 2, last paragraph). */
    ADAM
}
