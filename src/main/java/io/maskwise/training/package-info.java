/** One worker's pass, weighted averaging, rounds, checkpoints and provenance; no Spark. */
@NullMarked
package io.maskwise.training;

import org.jspecify.annotations.NullMarked;
