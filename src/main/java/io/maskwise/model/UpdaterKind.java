package io.maskwise.model;

/** The rule by which a gradient changes parameters; Keras' optimizers, number for number. */
public enum UpdaterKind {
    /** Stochastic gradient descent. */
    SGD,
    /** Gradient descent with classical momentum (Polyak 1964); Keras' {@code SGD(momentum)}. */
    MOMENTUM,
    /** Gradient descent with Nesterov's accelerated momentum. */
    NESTEROV,
    /** RMSprop (Tieleman and Hinton 2012), epsilon under the root as in Keras. */
    RMSPROP,
    /** Adam, with Keras' epsilon outside the bias correction (Kingma and Ba 2015, section 2, last paragraph). */
    ADAM,

    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019), taken before the step as in Keras. */
    ADAMW
}
