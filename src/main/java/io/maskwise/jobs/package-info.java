/** One thin class per command. */
@NullMarked
package io.maskwise.jobs;

import org.jspecify.annotations.NullMarked;
