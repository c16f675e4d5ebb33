/** Mask-respecting metrics as mergeable sums: add, merge, value. */
@NullMarked
package io.maskwise.metrics;

import org.jspecify.annotations.NullMarked;
