/** What {@code jobs/benchmark} measures Maskwise beside: the same work, as others would do it. */
@NullMarked
package io.maskwise.benchmark;

import org.jspecify.annotations.NullMarked;
