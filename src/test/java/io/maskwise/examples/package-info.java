/** Layers as users write them, from another package: those of Keras' guide <i>Masking &amp; padding</i>. */
@NullMarked
package io.maskwise.examples;

import org.jspecify.annotations.NullMarked;
