package io.maskwise.spark;

import io.maskwise.text.TokenizedRecord;

/**
 * A record of a corpus file, tokenised and, if so configured, truncated to the longest length allowed; or rejected, or
 * dropped.
 *
 * @param origin which record, and its split
 * @param record its tokens or the reason why it has none
 * @param tokensCut how many tokens were cut
 */
record SourceRow(RowOrigin origin, TokenizedRecord record, int tokensCut) implements ReadItem {}
