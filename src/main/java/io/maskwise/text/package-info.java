/** A line of text becomes tokens, and tokens become ids. */
@NullMarked
package io.maskwise.text;

import org.jspecify.annotations.NullMarked;
