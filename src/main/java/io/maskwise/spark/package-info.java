/** The only place that knows Spark data. */
@NullMarked
package io.maskwise.spark;

import org.jspecify.annotations.NullMarked;
