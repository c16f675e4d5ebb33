package io.maskwise.spark;

import io.maskwise.text.TokenizedRecord;

/**
 * A record of a corpus file, tokenised and cut to the longest length allowed, or rejected.
 *
 * @param file the file's index
 * @param ordinal its place in the file, from 0
 * @param record its tokens or the reason why it has none
 * @param tokensCut how many tokens were cut
 */
record SourceRow(int file, long ordinal, TokenizedRecord record, int tokensCut) implements ReadItem {}
