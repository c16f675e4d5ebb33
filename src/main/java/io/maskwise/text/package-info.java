/**
 * A line of text becomes tokens, and tokens become ids.
 *
 * <p>{@link io.maskwise.text.CorpusParser} reads files into records, {@link io.maskwise.text.ExampleTokenizer} cuts
 * them into tokens, {@link io.maskwise.text.Vocabulary} and {@link io.maskwise.text.LabelSet} number tokens and labels.
 * A record is at every step either an example or a {@link io.maskwise.text.RejectedRecord} with its reason: as many
 * come out as went in. {@link io.maskwise.text.SampleCorpus} makes corpora out of nothing but a seed.
 *
 * <p>{@link io.maskwise.text.KerasTokenizer} stands beside them, for programs that need Keras' own numbering of words.
 */
@NullMarked
package io.maskwise.text;

import org.jspecify.annotations.NullMarked;
