package io.maskwise.spark;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers as bytes. One by itself takes seven bits a byte; those of an array take as many bytes each as its largest. */
final class NumberBytes {
    static final int SEVEN_BITS = 0x7F;

    /** How many bits of the number before an array's say how many bytes each takes, less one. */
    static final int WIDTH_BITS = 2;

    private static final int MORE = 0x80;
    private static final VarHandle TWO_BYTES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST = 10;

    private byte[] bytes = new byte[1 << 10];
    private int size;

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets all that was written, and keeps the room for it. */
    void clear() {
        size = 0;
    }

    void number(long number) {
        reserve(LONGEST);
        long rest = number;
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes[size++] = (byte) (rest | MORE);
            rest >>>= Byte.SIZE - 1;
        }
        bytes[size++] = (byte) rest;
    }

    /** Their count, then each: of one width, as branches for each would take longer than the bytes are worth. */
    void numbers(int[] numbers) {
        numbers(numbers, numbers.length);
    }

    /** The same of the first {@code count} numbers. */
    void numbers(int[] numbers, int count) {
        int width = width(numbers, count);
        number(((long) count << WIDTH_BITS) | (width - 1));
        reserve((long) width * count);
        byte[] to = bytes;
        int at = size;
        if (width == Short.BYTES) {
            for (int i = 0; i < count; i++) {
                TWO_BYTES.set(to, at + 2 * i, (short) numbers[i]);
            }
            size = at + 2 * count;
            return;
        }
        for (int i = 0; i < count; i++) {
            for (int part = 0; part < width; part++) {
                to[at++] = (byte) (numbers[i] >>> (part * Byte.SIZE));
            }
        }
        size = at;
    }

    private static int width(int[] numbers, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= numbers[i];
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(all);
        return Math.max(1, (bits + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** How many of the first bytes, then each of them. */
    void bytes(byte[] some, int count) {
        number(count);
        reserve(count);
        System.arraycopy(some, 0, bytes, size, count);
        size += count;
    }

    /** The count of its UTF-16 units, then each, so that even half a surrogate pair comes back. */
    void text(String text) {
        int[] units = new int[text.length()];
        for (int at = 0; at < units.length; at++) { // no stream, as this is done for every row of a corpus
            units[at] = text.charAt(at);
        }
        numbers(units);
    }

    private void reserve(long room) {
        if (size + room > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(size + room, Math.min(2L * bytes.length, 1 << 30))));
        }
    }
}
