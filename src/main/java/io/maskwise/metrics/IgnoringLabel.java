package io.maskwise.metrics;

/**
 * A measure of the tokens of all labels but one; Keras' {@code ignore_class}, KerasHub's {@code mask_token_id}.
 *
 * @param measure the measure of the others
 * @param label the label whose tokens do not count, which need not be a class
 */
record IgnoringLabel(TokenMeasure measure, int label) implements TokenMeasure {
    @Override
    public void checkFeatures(int labelFeatures, int predictionFeatures) {
        Checks.checkSingleLabel(labelFeatures);
        measure.checkFeatures(labelFeatures, predictionFeatures);
    }

    @Override
    public boolean counts(Token token) {
        return !token.isLabel(label) && measure.counts(token);
    }

    @Override
    public double measure(Token token) {
        return measure.measure(token);
    }
}
