package io.maskwise.training;

/**
 * What came of an epoch.
 *
 * @param epoch from 1
 * @param epochs epochs in all
 * @param loss the mean loss of a label, each measured before the step that saw it
 */
public record EpochReport(int epoch, int epochs, double loss) {}
