package io.maskwise.spark;

import java.io.Serializable;

/**
 * Sums over the rows of one file of predictions, which merge.
 *
 * @param rows rows written
 * @param realTokens their tokens
 * @param unknownTokens those that the model's vocabulary does not hold
 * @param rowsTruncated rows of which tokens were cut, as far as that is known
 * @param tokensTruncated tokens cut, as far as that is known
 */
public record PredictedPart(long rows, long realTokens, long unknownTokens, long rowsTruncated, long tokensTruncated)
        implements Serializable {
    static final PredictedPart EMPTY = new PredictedPart(0, 0, 0, 0, 0);

    /** The share of the tokens that the model's vocabulary does not hold; 0 where there are none. */
    double unknownRate() {
        return SplitCounts.ratio(unknownTokens, realTokens, 0);
    }

    PredictedPart with(int length, int unknown, int tokensCut) {
        return new PredictedPart(
                rows + 1,
                realTokens + length,
                unknownTokens + unknown,
                rowsTruncated + (tokensCut > 0 ? 1 : 0),
                tokensTruncated + tokensCut);
    }

    PredictedPart merge(PredictedPart other) {
        return new PredictedPart(
                rows + other.rows,
                realTokens + other.realTokens,
                unknownTokens + other.unknownTokens,
                rowsTruncated + other.rowsTruncated,
                tokensTruncated + other.tokensTruncated);
    }
}
