/** Sequences, masks, padding, buckets and batches. */
@NullMarked
package io.maskwise.sequence;

import org.jspecify.annotations.NullMarked;
