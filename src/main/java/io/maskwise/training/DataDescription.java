package io.maskwise.training;

import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;

/**
 * The data that a model is made for: what turns text into its input, and its output into labels.
 *
 * @param labelling what labels belong to
 * @param tokenizer how text becomes tokens
 * @param vocabulary how tokens become ids
 * @param labels what the ids of labels mean
 */
public record DataDescription(
        Labelling labelling, TokenizerOptions tokenizer, Vocabulary vocabulary, LabelTable labels) {}
