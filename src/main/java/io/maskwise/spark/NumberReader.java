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
        long begin = number();
        int[] numbers = new int[(int) (begin >>> NumberBytes.WIDTH_BITS)];
        int width = (int) (begin & ((1 << NumberBytes.WIDTH_BITS) - 1)) + 1;
        if (width == Short.BYTES) {
            pairs(numbers);
            return numbers;
        }
        for (int i = 0; i < numbers.length; i++) {
            for (int part = 0; part < width; part++) {
                numbers[i] |= (bytes[at++] & BYTE) << (part * Byte.SIZE);
            }
        }
        return numbers;
    }

    /** Most arrays are such: ids above 255 of a vocabulary that is not huge. */
    private void pairs(int[] numbers) {
        byte[] from = bytes;
        int first = at;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (short) TWO_BYTES.get(from, first + 2 * i) & TWO_BYTES_BITS;
        }
        at = first + 2 * numbers.length;
    }

    byte[] bytes() {
        int count = (int) number();
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    String text() {
        int[] units = numbers();
        char[] text = new char[units.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) units[i];
        }
        return new String(text);
    }
}
