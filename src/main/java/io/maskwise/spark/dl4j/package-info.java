/** dl4j-spark's own programs, trained by our rules: what touches DL4J on Spark lives here. */
@NullMarked
package io.maskwise.spark.dl4j;

import org.jspecify.annotations.NullMarked;
