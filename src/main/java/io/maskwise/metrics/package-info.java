/**
 * Mask-respecting metrics as mergeable sums: add, merge, value.
 *
 * <p>Keras' metrics come from {@link io.maskwise.metrics.Metrics}. Each takes batches of labels and predictions, whose
 * tokens weigh what the mask and the sample weights say:
 *
 * <pre>{@code
 * Metric accuracy = Metrics.sparseCategoricalAccuracy();
 * accuracy.add(new PredictionBatch(
 *         TokenValues.ofIds(labels),          // [batch, time]
 *         TokenValues.ofVectors(scores),      // [batch, time, classes]
 *         TokenWeights.of(mask)));            // [batch, time], true = counts
 * double value = accuracy.merge(accuracyOfAnotherPartition).value();
 * }</pre>
 *
 * <p>{@link io.maskwise.metrics.ClassificationMetrics} is what {@code evaluate} reports: loss, accuracy and the scores
 * of each class in one pass over predicted ids. {@link io.maskwise.metrics.SpanF1} counts what tags mark,
 * {@link io.maskwise.metrics.Bleu} what was written; neither has weights, as neither is a mean over tokens.
 */
@NullMarked
package io.maskwise.metrics;

import org.jspecify.annotations.NullMarked;
