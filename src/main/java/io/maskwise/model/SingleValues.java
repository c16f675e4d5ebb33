package io.maskwise.model;

/** Values of a tensor in single precision; in double they are there only when somebody asks for them. */
sealed interface SingleValues permits FloatTensor, FloatValues {
    /** The values in double, always in the same array. */
    double[] values();
}
