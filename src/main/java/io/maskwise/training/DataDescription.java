package io.maskwise.training;

import io.maskwise.sequence.PaddingOptions;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import java.util.Optional;

/**
 * The data that a model is made for: what turns text into its input, and its output into labels.
 *
 * @param labelling what labels belong to
 * @param tokenizer how text becomes tokens
 * @param tokenizerFile the {@code tokenizer.json} that texts are cut by, where the tokenizer is one of Hugging Face
 * @param padding where sequences are padded, and what becomes of those that are too long
 * @param longestRow the longest padded length, of sequences and of targets
 * @param vocabulary how tokens become ids
 * @param labels what the ids of labels mean
 */
public record DataDescription(
        Labelling labelling,
        TokenizerOptions tokenizer,
        Optional<String> tokenizerFile,
        PaddingOptions padding,
        int longestRow,
        Vocabulary vocabulary,
        LabelTable labels) {}
