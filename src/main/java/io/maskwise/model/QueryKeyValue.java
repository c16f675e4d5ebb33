package io.maskwise.model;

/** The vectors that attention works on, or the derivatives by them: {@code [steps, features]} each. */
record QueryKeyValue(Tensor query, Tensor key, Tensor value) {}
