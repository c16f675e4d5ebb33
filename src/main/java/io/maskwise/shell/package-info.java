/**
 * Maskwise for a Spark shell: DataFrames in and out, options by builders.
 *
 * <p>{@link io.maskwise.shell.Maskwise} begins everything. A builder does nothing until it is told where to, or on what; then
 * it does the work of a command, by the same rules, with the same lines on the way: what is complete for the same inputs is
 * said to be and used again, what is there otherwise is refused, unless {@code overwrite()} is asked for.
 */
@NullMarked
package io.maskwise.shell;

import org.jspecify.annotations.NullMarked;
