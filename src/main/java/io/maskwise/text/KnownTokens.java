package io.maskwise.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts texts at white space as {@link WhitespaceTokenizer} does, and remembers which token each piece became: most of a
 * text's words have been seen before, and no string is made of them again, nor of their lower case.
 *
 * <p>Texts in ASCII are looked at eight characters at a time. For one thread. Memory: {@value #MOST_TOKENS} pieces at most,
 * of {@value #LONGEST_PIECE} characters at most, and the longest text, as characters and as bytes.
 */
final class KnownTokens implements Tokenizer {
    private static final long serialVersionUID = 1L;

    static final int MOST_TOKENS = 1 << 18;
    static final int LONGEST_PIECE = 64;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final int LAST_OF_ASCII = 0x7F;
    private static final long AFTER_SPACES = (' ' + 1) * EACH_BYTE;

    private final FormTokenizer form;
    private final ShortPieces shorts = new ShortPieces();
    private final LongPieces longs = new LongPieces();
    private String[] tokens = new String[1 << 10];
    private int known;

    /** The text at hand, in characters, and in bytes where it is ASCII: with eight spaces behind it. */
    private char[] text = {};

    private byte[] ascii = {};

    /** The indices of the tokens of the text at hand, and those that have none. */
    private int[] found = new int[1 << 6];

    private int count;
    private String[] strangers = RememberedTokens.NO_STRANGERS;

    /** @param form what becomes of a text before it is cut, and of a token afterwards */
    KnownTokens(FormTokenizer form) {
        this.form = form;
    }

    @Override
    public List<String> tokenize(String original) {
        String whole = form.normalization().of(original);
        int length = whole.length();
        if (length > text.length) {
            text = new char[Math.max(length, 2 * text.length)];
        }
        whole.getChars(0, length, text, 0);
        if (!isAscii(length) || !cutAscii(length)) {
            cut(length);
        }
        List<String> all = new RememberedTokens(this, tokens, Arrays.copyOf(found, count), strangers);
        strangers = RememberedTokens.NO_STRANGERS;
        return all;
    }

    /** Whether the text at hand is; then its bytes are there too. */
    private boolean isAscii(int length) {
        if (length + Long.BYTES > ascii.length) {
            ascii = new byte[Math.max(length + Long.BYTES, 2 * ascii.length)];
        }
        char[] from = text;
        byte[] to = ascii;
        int all = 0;
        for (int i = 0; i < length; i++) {
            char one = from[i];
            all |= one;
            to[i] = (byte) one;
        }
        Arrays.fill(to, length, length + Long.BYTES, (byte) ' ');
        return all <= LAST_OF_ASCII;
    }

    /** Cuts a text in ASCII; returns whether it could: not if there is a control character that is no white space. */
    private boolean cutAscii(int length) {
        count = 0;
        int at = 0;
        while (at < length) {
            long eight = (long) EIGHT_BYTES.get(ascii, at);
            // The highest bit of each byte that is a space or less, and of some above the lowest such.
            long ends = (eight - AFTER_SPACES) & ~eight & HIGHEST_BITS;
            int end = ends == 0 ? longEnd(at + Long.BYTES) : at + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
            if (!Character.isWhitespace(ascii[end])) {
                return false;
            }
            if (ends == 0) {
                add(longs.index(text, at, end), at, end);
            } else if (end > at) {
                addShort(eight & (-1L >>> (Long.SIZE - Byte.SIZE * (end - at))), at, end);
            }
            at = end + 1;
        }
        return true;
    }

    private int longEnd(int from) {
        int end = from;
        while (ascii[end] > ' ') {
            end++;
        }
        return end;
    }

    private void cut(int length) {
        count = 0;
        int start = 0;
        for (int at = 0; at <= length; at++) {
            if (at == length || Character.isWhitespace(text[at])) {
                if (at > start) {
                    add(longs.index(text, start, at), start, at);
                }
                start = at + 1;
            }
        }
    }

    private void addShort(long piece, int from, int to) {
        int index = shorts.index(piece);
        if (index == RememberedTokens.STRANGER && known < MOST_TOKENS && shorts.remember(piece, known)) {
            index = learn(from, to);
        }
        put(index, from, to);
    }

    private void add(int indexOrStranger, int from, int to) {
        int index = indexOrStranger;
        if (index == RememberedTokens.STRANGER
                && known < MOST_TOKENS
                && to - from <= LONGEST_PIECE
                && longs.remember(text, from, to, known)) {
            index = learn(from, to);
        }
        put(index, from, to);
    }

    private int learn(int from, int to) {
        if (known == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * known);
        }
        tokens[known] = token(from, to);
        return known++;
    }

    private void put(int index, int from, int to) {
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        if (index == RememberedTokens.STRANGER) {
            if (count >= strangers.length) {
                strangers = Arrays.copyOf(strangers, Math.max(count + 1, 2 * strangers.length));
            }
            strangers[count] = token(from, to);
        }
        found[count++] = index;
    }

    /** In its place, without what it remembers. */
    private Object writeReplace() {
        return form;
    }

    private String token(int from, int to) {
        return form.lowered(new String(text, from, to - from));
    }
}
