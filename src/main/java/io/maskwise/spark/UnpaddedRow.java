package io.maskwise.spark;

/**
 * A row as ids, as it comes to the task that pads and writes it.
 *
 * @param id the row's id, UTF-8
 * @param tokens token ids, shape {@code [length]}
 * @param labels label ids: {@code [length]}, {@code [1]}, empty, or those of a target sequence with its end symbol
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
record UnpaddedRow(byte[] id, int[] tokens, int[] labels) {}
