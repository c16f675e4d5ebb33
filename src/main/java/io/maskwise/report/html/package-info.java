/** A run as a page: {@code report.html}, one file that needs nothing beside it. */
@NullMarked
package io.maskwise.report.html;

import org.jspecify.annotations.NullMarked;
