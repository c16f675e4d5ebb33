/** What the tests of several packages share: golden files, laws, hand-written fakes. */
@NullMarked
package io.maskwise.testing;

import org.jspecify.annotations.NullMarked;
