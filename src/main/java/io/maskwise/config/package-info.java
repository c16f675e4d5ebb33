/** Reads configuration into option records, refusing what it does not know. */
@NullMarked
package io.maskwise.config;

import org.jspecify.annotations.NullMarked;
