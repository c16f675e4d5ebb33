package io.maskwise.spark;

import io.maskwise.text.SourcePosition;

/**
 * An example whose tokens and labels are numbers: a name has the number of names that stood in the file before it.
 *
 * @param origin which record, and its split
 * @param position the record's place, which gives the row its id
 * @param tokens the tokens' numbers
 * @param labels the labels' numbers
 * @param target the numbers of the target's tokens
 * @param tokensCut how many tokens were cut
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
record PackedRow(RowOrigin origin, SourcePosition position, int[] tokens, int[] labels, int[] target, int tokensCut) {}
