/** What TensorBoard shows of a run: event files, in the format that TensorFlow writes. */
@NullMarked
package io.maskwise.report.tensorboard;

import org.jspecify.annotations.NullMarked;
