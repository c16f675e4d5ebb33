package io.maskwise.spark;

import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;

/**
 * About how many bytes rows take in Parquet files, told by counts alone so that it is the same on every cluster.
 *
 * <p>A token takes the bits that tell the vocabulary's ids apart, a label likewise, the mask one bit more. Padding is runs
 * of one value and takes next to nothing.
 *
 * @param tokenBits bits of a token
 * @param labelBits bits of a label, or of a target's token
 * @param labelling what labels belong to
 */
record StoredSize(int tokenBits, int labelBits, Labelling labelling) {
    /** A row's id, compressed, its length, and where its arrays begin and end. */
    private static final int ROW_BYTES = 12;

    private static final int MASK_BITS = 1;

    static StoredSize of(Vocabulary vocabulary, LabelTable labels, Labelling labelling) {
        return new StoredSize(bits(vocabulary.size()), bits(labels.size()), labelling);
    }

    private static int bits(int ids) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, ids - 1));
    }

    /** The estimated bytes of a bucket. */
    double bytes(BucketCounts bucket) {
        double tokens = bucket.realTokens() - bucket.targetTokens();
        double labels = switch (labelling) {
            case PER_TOKEN -> tokens;
            case PER_SEQUENCE -> bucket.rows();
            case TARGET_SEQUENCE -> bucket.targetTokens();
            case NONE -> 0;
        };
        double bits = tokens * (tokenBits + MASK_BITS) + labels * (labelBits + MASK_BITS);
        return bucket.rows() * ROW_BYTES + bits / Byte.SIZE;
    }

    /** Into how many files a bucket is cut so that none is larger than the size given; never more than it has rows. */
    int files(BucketCounts bucket, double fileBytes) {
        long files = (long) Math.ceil(bytes(bucket) / fileBytes);
        return (int) Math.max(1, Math.min(files, Math.min(bucket.rows(), Integer.MAX_VALUE)));
    }
}
