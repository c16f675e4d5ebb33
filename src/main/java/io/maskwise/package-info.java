/** What every package may use: how commands end and how they fail. */
@NullMarked
package io.maskwise;

import org.jspecify.annotations.NullMarked;
