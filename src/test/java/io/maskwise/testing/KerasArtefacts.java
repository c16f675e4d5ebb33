package io.maskwise.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The golden cases whose answer is not compared as it stands: what Keras does there, and what is compared instead. */
public enum KerasArtefacts {
    /** A query whose keys are all masked, and the weights of masked queries. */
    ATTENTION_WITHOUT_KEYS(
            "mask",
            "Keras lets a query that may see no key see all of them, padding included: uniformly in float, as if there"
                    + " were no mask in double; and it gives weights, though no output, to masked queries",
            "zeros at such queries; gradients with Keras' own share of them, which its recorded weights give; all else"
                    + " as recorded",
            "attention_layers"),
    /** The weights of masked queries, in Keras' own tests. */
    WEIGHTS_OF_MASKED_QUERIES(
            "^test_attention_with_mask",
            "Keras gives weights, though no output, to masked queries",
            "zeros as their weights; outputs, and the weights of other queries, as Keras expects them",
            "keras_own_tests"),
    /** A query mask that Keras forgets, and queries without keys. */
    EXPLICIT_QUERY_MASK(
            "^cross, query(_mask|\\+)",
            "Keras' MultiHeadAttention has ignored a query mask that is named since 3.8",
            "everything, with ours called without that mask; outputs at real queries, with it",
            "multi_head_attention"),
    /** Masked queries, and queries whose keys are all masked, in several heads. */
    MULTI_HEAD_ATTENTION_WITHOUT_KEYS(
            "mask|causal",
            "where a query is masked or may see no key, Keras gives the mean over padding too on one path, and the bare"
                    + " bias of the output on the other",
            "zeros at such queries; the bias's gradient without their share; all else as recorded on the path with"
                    + " weights, and on both paths at other queries",
            "multi_head_attention"),
    /** The weights of a row that is all padding. */
    REFLECT_WITHOUT_KEYS(
            "^key_masking",
            "a row of padding alone has uniform weights over it, on values that are zeros",
            "zeros as weights; all else as recorded",
            "reflect"),
    /** Weights per row, given to losses per step. */
    ROW_WEIGHTS(
            "sample_weight=B(?!\\w)",
            "Keras 3 fails on weights [batch] for losses [batch, time], or weighs columns where both are equal",
            "rows are weighted, as in Keras 2: a plain loop, and the values of Keras 2 in the same files",
            "losses_masked",
            "losses_trainer_path",
            "losses_keras_versions"),
    /** The same, where batch and time are equal. */
    COLUMN_WEIGHTS(
            "sample_weight shape \\(B,\\)",
            "Keras 3 weighs columns (time) in silence where batch and time are equal",
            "rows are weighted: the value that the file calls intended",
            "losses_sample_weight_broadcast_trap"),
    /** Class weights for labels per token, and together with sample weights. */
    TOKEN_CLASS_WEIGHTS(
            "^class_weight",
            "Keras weighs classes only for one label per row, and never together with sample weights",
            "each position is weighted by its class, and by its sample weight too: a plain loop",
            "losses_trainer_path"),
    /** A softmax over time, at masked steps and in rows without a real one. */
    ZERO_BY_ZERO(
            "^TemporalSoftmax.* features=|^model Embedding",
            "Keras divides 0 by 0 at masked steps or in empty rows, and its gradient is NaN there",
            "the real steps, in the output and in the gradient",
            "masking_layers"),
    /** What a layer computes of what stands under the mask. */
    VALUES_UNDER_THE_MASK(
            "^TemporalSplit$|^MyActivation",
            "Keras' layers compute masked steps like all others; ours see zeros there",
            "the real steps",
            "masking_layers"),
    /** A metric that forgets the mask, and divides by tokens that it did not sum. */
    PERPLEXITY_OF_ALL_TOKENS(
            "^Perplexity\\b.*\\bmask=(?!none)",
            "on some backends Keras divides the sum over unmasked tokens by the number of all tokens",
            "the value of the same case with the mask given as sample weight",
            "metrics_masked"),
    /** Sample weights of a metric that counts in whole numbers; it forgets the mask too. */
    WHOLE_WEIGHTS(
            "^MeanIoU\\b.*\\bsample_weight=(?!none)",
            "Keras cuts each sample weight of MeanIoU to a whole number unless told otherwise",
            "the same values, from weights that are cut before; with a mask, as for metrics that forget it",
            "metrics_masked"),
    /** A metric that forgets the mask. */
    FORGOTTEN_MASK(
            "^(RootMeanSquaredError|Precision|Recall|(True|False)(Positives|Negatives)|AUC|MeanIoU|F1Score|FBetaScore)"
                    + "\\b.*\\bmask=(?!none)",
            "Keras 3 looks at the predictions' mask in MeanMetricWrapper alone, which these metrics are not",
            "the value of the same case with the mask given as sample weight; the recorded one, without any mask",
            "metrics_masked"),
    /** Sequences as they are, given to a metric of rows. */
    F_SCORE_OF_SEQUENCES(
            "^(F1Score|FBetaScore)\\b.* on \\(B,T,C\\) input",
            "Keras refuses labels of shape [batch, time, classes] for the F-score",
            "the value of the case whose tokens are flattened into rows before, without a mask",
            "metrics_masked"),
    /** Weights that the file does not hold. */
    UNRECORDED_WEIGHTS(
            "^Mean \\[.*] sample_weight=(?!none)",
            "the file does not say what the weights were",
            "the recorded mean, from weights of the first and last number that give it",
            "metrics_masked"),
    /** Zeros for a row that ends with padding, where its state is known. */
    LAST_OUTPUT_OF_PADDING(
            "mask=(?!none).*return_sequences=False.*zero_output_for_mask=True",
            "with zero_output_for_mask, the last output of a row whose last step is padding is zeros in Keras, so that"
                    + " padding is seen",
            "for such rows the recorded state; gradients without the share of their zeros",
            "rnn_lstm",
            "rnn_lstm_hard_sigmoid_nobias",
            "rnn_gru_reset_after_true",
            "rnn_gru_reset_after_false",
            "rnn_simple"),
    /** A sequence that is turned round, and a mask that is not. */
    MASK_OF_READING_BACKWARDS(
            "mask=(?!none).*return_sequences=True,go_backwards=True",
            "with go_backwards Keras turns the outputs round and leaves their mask as it was",
            "the recorded mask turned round; outputs, states and gradients as recorded",
            "rnn_lstm",
            "rnn_lstm_hard_sigmoid_nobias",
            "rnn_gru_reset_after_true",
            "rnn_gru_reset_after_false",
            "rnn_simple"),
    /** A mask that Keras forgets beside an initial state. */
    MASK_BESIDE_AN_INITIAL_STATE(
            "^initial_state,mask=(?!none)",
            "Keras 3 ignores the mask that comes with a sequence if an initial state is given too; it must be named again",
            "what Keras gives with the mask named; what it gives otherwise, with ours called without a mask",
            "rnn_lstm",
            "rnn_lstm_hard_sigmoid_nobias",
            "rnn_gru_reset_after_true",
            "rnn_gru_reset_after_false",
            "rnn_simple"),
    /** Masked steps before the first real one. */
    LEADING_MASKED_STEPS(
            "^initial_state",
            "at masked steps before a row's first real one, Keras repeats the initial state on NumPy and JAX, and gives"
                    + " zeros on PyTorch and TensorFlow, which is what we do",
            "the output of PyTorch and TensorFlow everywhere; that of NumPy and JAX from the first real step on",
            "rnn_backend_disagreements"),
    /** A mask that the file does not hold. */
    UNRECORDED_MASK(
            "^(return_state|initial_state),mask=(?!none)",
            "the file does not say which mask comes out",
            "the mask that goes in, as in all other cases of the file",
            "bidirectional_lstm",
            "bidirectional_gru",
            "bidirectional_simplernn"),
    /** A derivative of less precision than the number that it belongs to. */
    HARD_SIGMOID_DERIVATIVE(
            "",
            "PyTorch's derivative of hard_sigmoid is 1/6 rounded to float, in double too",
            "gradients within 1e-6 where they are in double; outputs and states as closely as always",
            "rnn_lstm_hard_sigmoid_nobias"),
    /** A value that nobody computed. */
    NOT_RUN(
            "mask=all_true sample_weight=B1$",
            "Keras 3 was not run on these",
            "the value of tf_keras 2.21, whose formula is the same",
            "losses_keras_versions"),
    /** Layers that compute every step by itself. */
    COMPUTED_UNDER_THE_MASK(
            "^(Dense on|LayerNormalization|TimeDistributed\\(Dense\\))",
            "Keras computes masked steps from whatever stands there",
            "the real steps, and the mask",
            "mask_aware_layers"),
    /** Sequences of sequences. */
    MASK_OF_THREE_AXES(
            "^TimeDistributed\\(LSTM\\)",
            "a mask of [batch, time, steps] goes to the layer inside, and stays on an output of [batch, time, units]",
            "all outputs, from the inner sequences as one batch; those without masked steps from TimeDistributed too",
            "mask_aware_layers"),
    /** Statistics of a batch. */
    GRADIENT_THROUGH_MASKED_OUTPUTS(
            "^BatchNormalization training=True mask=(?!none)",
            "Keras normalises masked steps too, so that their gradients reach real steps through mean and variance",
            "outputs at real steps, moving statistics, and all gradients less the share of masked steps",
            "mask_aware_layers"),
    /** 0/0. */
    MEAN_OF_NOTHING(
            "^GlobalAveragePooling1D mask=(?!none)",
            "the mean of a row without a real step is NaN",
            "rows with a real step; zeros for the others",
            "mask_aware_layers"),
    /** Layers that are given a mask and do not look at it. */
    MASK_FORGOTTEN_BY_A_LAYER(
            "^(GlobalMaxPooling1D|Flatten)\\b",
            "Keras warns, and computes as if there were no mask",
            "all numbers from the layer without a mask; with it, what real steps give; built, the layer ends the mask",
            "mask_aware_layers",
            "mask_propagation"),
    /** Inputs side by side. */
    COPIED_FROM_UNDER_THE_MASK(
            "^Concatenate axis=\\d+ masks=\\w+,(?!none)|^Concatenate axis=1",
            "Keras copies whatever stands at masked steps",
            "the real steps of each input, zeros at its masked ones where the output is real, and the mask",
            "mask_aware_layers"),
    /** A masked input beside one without a mask. */
    LOST_MASK(
            "^(Concatenate axis=2 masks=\\w+,none|(Add|Subtract|Multiply|Average|Maximum|Minimum) masked \\+ unmasked)",
            "Keras loses the mask, or calls every step real",
            "the steps that are real in the masked input, whose mask is kept",
            "mask_aware_layers"),
    /** A step that is real in one of two inputs. */
    SUMMED_FROM_UNDER_THE_MASK(
            "^(Add|Subtract|Average) of two masked inputs",
            "Keras takes whatever stands at a masked step of one input where the other is real",
            "the steps that are real in both inputs; where one is masked, the same with zero for it; the mask",
            "mask_aware_layers"),
    /** A step that is real in no input. */
    MERGED_UNDER_THE_MASK(
            "^(Multiply|Maximum|Minimum) of two masked inputs",
            "Keras merges whatever stands at a step that is real in neither input",
            "the steps that are real in either input, and the mask",
            "mask_aware_layers"),
    /** A mask of steps for an axis of features. */
    MASK_OF_THE_WRONG_AXIS(
            "^Softmax layer \\(3D input",
            "Keras applies the mask of steps to the features, and fails unless there are as many",
            "ours computes, and the mask passes",
            "mask_propagation"),
    /** A mask that arrives at a layer which makes one. */
    REPLACED_MASK(
            "^Masking \\(recomputes",
            "Keras drops the mask that arrives, so that masked steps become real again",
            "the mask that arrives, joined with the one that is made",
            "mask_propagation"),
    /** Outputs in reverse. */
    MASK_NOT_REVERSED(
            "^LSTM\\(return_sequences=True, go_backwards=True\\)",
            "Keras reverses the outputs and not their mask",
            "the mask in reverse, as the outputs are",
            "mask_propagation");

    private final Pattern cases;
    private final String why;
    private final String comparedInstead;

    @SuppressWarnings("ImmutableEnumChecker") // what List.of makes is immutable
    private final List<String> files;

    KerasArtefacts(String cases, String why, String comparedInstead, String... files) {
        this.cases = Pattern.compile(cases);
        this.why = why;
        this.comparedInstead = comparedInstead;
        this.files = List.of(files);
    }

    /** The artefact that a case is, if it is one; a file in double has those of its twin in float. */
    public static Optional<KerasArtefacts> of(Golden golden) {
        return Arrays.stream(values()).filter(artefact -> artefact.is(golden)).findFirst();
    }

    /** Whether a case is this artefact; it may be another one too. */
    public boolean is(Golden golden) {
        return files.contains(golden.file().replaceFirst("^f64/", ""))
                && cases.matcher(golden.name()).find();
    }

    /** The golden files with such cases. */
    public List<String> files() {
        return files;
    }

    @Override
    public String toString() {
        return why + "; compared instead: " + comparedInstead;
    }
}
