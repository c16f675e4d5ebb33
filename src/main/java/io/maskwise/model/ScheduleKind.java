package io.maskwise.model;

/** How the step size goes on after its warm-up. */
public enum ScheduleKind {
    /** It stays as it is. */
    CONSTANT,

    /** It falls along half a cosine; Keras' {@code CosineDecay} (Loshchilov and Hutter 2017, without restarts). */
    COSINE,

    /** It falls with the inverse of the square root of the step (Vaswani et al. 2017, section 5.3). */
    INVERSE_SQUARE_ROOT
}
