package io.maskwise.spark;

import io.maskwise.metrics.Bleu;
import java.io.Serializable;

/**
 * What a model made of one row, as text: tokens with one space between.
 *
 * @param id the row's id
 * @param source its text, as far as the vocabulary holds its tokens
 * @param reference its target, likewise
 * @param decoded what the model wrote
 * @param bleu how near that comes to the target
 */
public record DecodedRow(String id, String source, String reference, String decoded, Bleu bleu)
        implements Serializable {}
