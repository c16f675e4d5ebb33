/** Mask-aware layers and losses, and the network behind {@link io.maskwise.model.SequenceNetwork}. */
@NullMarked
package io.maskwise.model;

import org.jspecify.annotations.NullMarked;
