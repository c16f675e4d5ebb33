/** What people look at: progress, summaries, curves. */
@NullMarked
package io.maskwise.report;

import org.jspecify.annotations.NullMarked;
