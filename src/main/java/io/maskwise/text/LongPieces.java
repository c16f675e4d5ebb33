package io.maskwise.text;

import java.util.Arrays;

/**
 * The indices of pieces of text of any characters but white space.
 *
 * <p>Pieces that are many and of one hash, which no text has by chance, are not remembered after all.
 */
final class LongPieces {
    private static final int MOST_PROBES = 16;
    private static final int HASH_FACTOR = 31;
    private static final int GOLDEN_RATIO = 0x9E3779B9;
    private static final long FREE = 0;

    /** Of each piece where its characters begin, in the upper half, and its index + 1 in the lower. */
    private long[] slots = new long[1 << 12];

    /** The characters of the pieces, each with a space behind it. */
    private char[] characters = new char[1 << 14];

    private int end;
    private int count;

    /** The index of a piece of a text, or {@link RememberedTokens#STRANGER}. */
    int index(char[] text, int from, int to) {
        int slot = slot(hash(text, from, to));
        for (int probe = 0; probe < MOST_PROBES; probe++) {
            long there = slots[slot];
            if (there == FREE) {
                return RememberedTokens.STRANGER;
            }
            if (isAt((int) (there >>> Integer.SIZE), text, from, to)) {
                return (int) there - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return RememberedTokens.STRANGER;
    }

    private boolean isAt(int begin, char[] text, int from, int to) {
        int at = begin;
        for (int other = from; other < to; other++, at++) {
            if (characters[at] != text[other]) { // at the latest the space behind it, which is in no piece
                return false;
            }
        }
        return characters[at] == ' ';
    }

    private static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = HASH_FACTOR * hash + text[at];
        }
        return hash;
    }

    /** Spreads hashes that are alike: the highest bits of a product with the golden ratio. */
    private int slot(int hash) {
        return (hash * GOLDEN_RATIO) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    /** Gives a piece that is not there its index; returns whether there was a place for it. */
    boolean remember(char[] text, int from, int to, int index) {
        if (2 * count >= slots.length) {
            grow();
        }
        if (!place(hash(text, from, to), (long) end << Integer.SIZE | (index + 1))) {
            return false;
        }
        int length = to - from;
        if (end + length + 1 > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(end + length + 1, 2 * characters.length));
        }
        System.arraycopy(text, from, characters, end, length);
        characters[end + length] = ' ';
        end += length + 1;
        return true;
    }

    private boolean place(int hash, long piece) {
        int slot = slot(hash);
        for (int probe = 0; probe < MOST_PROBES; probe++) {
            if (slots[slot] == FREE) {
                slots[slot] = piece;
                count++;
                return true;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return false;
    }

    /** A piece that finds no place in the larger table is learnt anew when it comes again. */
    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        count = 0;
        for (long piece : old) {
            if (piece != FREE) {
                int begin = (int) (piece >>> Integer.SIZE);
                int last = begin;
                while (characters[last] != ' ') {
                    last++;
                }
                place(hash(characters, begin, last), piece);
            }
        }
    }
}
