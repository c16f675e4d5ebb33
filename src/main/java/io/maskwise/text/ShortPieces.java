package io.maskwise.text;

/**
 * The indices of pieces of at most seven ASCII characters, each of which is one number: its characters from the lowest byte
 * on.
 *
 * <p>Pieces that are many and of one hash, which no text has by chance, are not remembered after all.
 */
final class ShortPieces {
    private static final int MOST_PROBES = 16;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final long FREE = 0;

    private long[] pieces = new long[1 << 12];
    private int[] indices = new int[1 << 12];
    private int count;

    /** The index of a piece, or {@link RememberedTokens#STRANGER}. */
    int index(long piece) {
        int slot = slot(piece);
        for (int probe = 0; probe < MOST_PROBES; probe++) {
            long there = pieces[slot];
            if (there == piece) {
                return indices[slot];
            }
            if (there == FREE) {
                return RememberedTokens.STRANGER;
            }
            slot = (slot + 1) & (pieces.length - 1);
        }
        return RememberedTokens.STRANGER;
    }

    /** Spreads pieces: the highest bits of a product with the golden ratio. */
    private int slot(long piece) {
        return (int) ((piece * GOLDEN_RATIO) >>> (Long.numberOfLeadingZeros(pieces.length) + 1));
    }

    /** Gives a piece that is not there its index; returns whether there was a place for it. */
    boolean remember(long piece, int index) {
        if (2 * count >= pieces.length) {
            grow();
        }
        return place(piece, index);
    }

    private boolean place(long piece, int index) {
        int slot = slot(piece);
        for (int probe = 0; probe < MOST_PROBES; probe++) {
            if (pieces[slot] == FREE) {
                pieces[slot] = piece;
                indices[slot] = index;
                count++;
                return true;
            }
            slot = (slot + 1) & (pieces.length - 1);
        }
        return false;
    }

    /** A piece that finds no place in the larger table is learnt anew when it comes again. */
    private void grow() {
        long[] oldPieces = pieces;
        int[] oldIndices = indices;
        pieces = new long[2 * oldPieces.length];
        indices = new int[pieces.length];
        count = 0;
        for (int slot = 0; slot < oldPieces.length; slot++) {
            if (oldPieces[slot] != FREE) {
                place(oldPieces[slot], oldIndices[slot]);
            }
        }
    }
}
