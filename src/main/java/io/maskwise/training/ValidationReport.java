package io.maskwise.training;

/**
 * What a measurement on the validation split gave.
 *
 * @param totalRound the round before it, counted over all epochs
 * @param loss the mean loss of a label
 * @param accuracy the fraction of labels that were predicted
 * @param best whether no measurement before it was better
 */
public record ValidationReport(long totalRound, double loss, double accuracy, boolean best) {}
