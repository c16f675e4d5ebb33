/** Maskwise as stages of a {@code spark.ml} pipeline: vectorising, training, predicting, measuring. */
@NullMarked
package io.maskwise.spark.ml;

import org.jspecify.annotations.NullMarked;
