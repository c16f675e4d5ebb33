package io.maskwise.spark;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads what {@link NumberBytes} wrote, in its order. */
final class NumberReader {
    private static final int BYTE = 0xFF;
    private static final int TWO_BYTES_BITS = 0xFFFF;
    private static final VarHandle TWO_BYTES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;
    private int count;

    NumberReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    long number() {
        byte next = bytes[at++];
        long number = next & NumberBytes.SEVEN_BITS;
        for (int shift = Byte.SIZE - 1; next < 0; shift += Byte.SIZE - 1) {
            next = bytes[at++];
            number |= (long) (next & NumberBytes.SEVEN_BITS) << shift;
        }
        return number;
    }

    int[] numbers() {
        int width = begin();
        int[] numbers = new int[count];
        read(numbers, width);
        return numbers;
    }

    /** The next array in one that has room for it, which is this one where it has; how many it has tells {@link #count}. */
    int[] numbers(int[] room) {
        int width = begin();
        int[] numbers = count <= room.length ? room : new int[Math.max(count, 2 * room.length)];
        read(numbers, width);
        return numbers;
    }

    /** How many numbers the last array had. */
    int count() {
        return count;
    }

    /** Passes by an array. */
    void skipNumbers() {
        int width = begin();
        at += width * count;
    }

    /** The width of an array's numbers. */
    private int begin() {
        long begin = number();
        count = (int) (begin >>> NumberBytes.WIDTH_BITS);
        return (int) (begin & ((1 << NumberBytes.WIDTH_BITS) - 1)) + 1;
    }

    private void read(int[] numbers, int width) {
        if (width == Short.BYTES) {
            pairs(numbers);
            return;
        }
        for (int i = 0; i < count; i++) {
            int number = 0;
            for (int part = 0; part < width; part++) {
                number |= (bytes[at++] & BYTE) << (part * Byte.SIZE);
            }
            numbers[i] = number;
        }
    }

    /** Most arrays are such: ids above 255 of a vocabulary that is not huge. */
    private void pairs(int[] numbers) {
        byte[] from = bytes;
        int first = at;
        int end = count;
        for (int i = 0; i < end; i++) {
            numbers[i] = (short) TWO_BYTES.get(from, first + 2 * i) & TWO_BYTES_BITS;
        }
        at = first + 2 * end;
    }

    byte[] bytes() {
        int length = (int) number();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text() {
        int width = begin();
        if (count == 0) {
            return "";
        }
        int[] units = new int[count];
        read(units, width);
        char[] text = new char[units.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) units[i];
        }
        return new String(text);
    }
}
