package io.maskwise.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The golden cases whose answer is not compared as it stands: what Keras does there, and what is compared instead. */
public enum KerasArtefacts {
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
    FORGOTTEN_MASK(
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

    /** The artefact that a case is, if it is one. */
    public static Optional<KerasArtefacts> of(Golden golden) {
        return Arrays.stream(values())
                .filter(artefact -> artefact.files.contains(golden.file()))
                .filter(artefact -> artefact.cases.matcher(golden.name()).find())
                .findFirst();
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
