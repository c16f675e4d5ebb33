package io.maskwise.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** What is done to a good file to make a bad one. */
enum FuzzKind {
    AS_IT_IS,
    RANDOM_BYTES,
    BIT_FLIPS,
    TRUNCATION,
    REPEATED_LINES,
    DROPPED_LINES,
    SWAPPED_LINES,
    NUL_BYTES,
    LONG_TOKEN,
    LINE_OVER_THE_LIMIT,
    RANDOM_UNICODE,
    MIXED_LINE_ENDS,
    STRUCTURE,
    BLANK_LINES,
    EMPTY,
    GZIP,
    BROKEN_GZIP,
    NO_GZIP;

    private static final int LIMIT = 1 << 24;
    private static final String MEANINGFUL = "\t\n\r ,\"'\\{}[]:#|_-\u00a0\u2028\ufeff";

    /** Whether the file's name then says that it is compressed. */
    boolean namesGzip() {
        return this == GZIP || this == BROKEN_GZIP || this == NO_GZIP;
    }

    /** The bytes after it was done to a good file. */
    byte[] applyTo(byte[] good, SplittableRandom random) {
        return switch (this) {
            case AS_IT_IS, NO_GZIP -> good;
            case RANDOM_BYTES -> random(random.nextInt(1, 3000), random);
            case BIT_FLIPS -> bitFlips(good, random);
            case TRUNCATION -> Arrays.copyOf(good, random.nextInt(good.length + 1));
            case REPEATED_LINES, DROPPED_LINES, SWAPPED_LINES -> lines(good, random);
            case NUL_BYTES -> inserted(good, "\0".repeat(random.nextInt(1, 4)), random.nextInt(1, 6), random);
            case LONG_TOKEN -> inserted(good, longToken(random.nextInt(1, 100_000), random), 1, random);
            case LINE_OVER_THE_LIMIT -> inserted(good, "x".repeat(LIMIT + random.nextInt(3) - 1), 1, random);
            case RANDOM_UNICODE -> inserted(good, unicode(random), random.nextInt(1, 6), random);
            case MIXED_LINE_ENDS -> lineEnds(good, random);
            case STRUCTURE -> structure(good, random);
            case BLANK_LINES -> " \n\n\r\n".repeat(random.nextInt(1, 5)).getBytes(StandardCharsets.UTF_8);
            case EMPTY -> new byte[0];
            case GZIP -> gzip(good);
            case BROKEN_GZIP -> brokenGzip(good, random);
        };
    }

    private static byte[] random(int length, SplittableRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bitFlips(byte[] good, SplittableRandom random) {
        byte[] flipped = good.clone();
        int flips = flipped.length == 0 ? 0 : random.nextInt(1, 30);
        for (int flip = 0; flip < flips; flip++) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Bytes are kept whatever they mean, so that one change can follow on another. */
    private byte[] lines(byte[] good, SplittableRandom random) {
        List<String> lines = new ArrayList<>(List.of(text(good).split("(?<=\n)", -1)));
        int changes = random.nextInt(1, 6);
        for (int change = 0; change < changes && !lines.isEmpty(); change++) {
            int one = random.nextInt(lines.size());
            int other = random.nextInt(lines.size());
            switch (this) {
                case REPEATED_LINES -> lines.add(other, lines.get(one));
                case DROPPED_LINES -> lines.remove(one);
                default -> lines.set(one, lines.set(other, lines.get(one)));
            }
        }
        return bytes(String.join("", lines));
    }

    private static byte[] inserted(byte[] good, String what, int times, SplittableRandom random) {
        byte[] inserted = what.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int time = 0; time < times; time++) {
            int at = random.nextInt(from, good.length + 1);
            out.write(good, from, at - from);
            out.writeBytes(inserted);
            from = at;
        }
        out.write(good, from, good.length - from);
        return out.toByteArray();
    }

    private static String longToken(int length, SplittableRandom random) {
        return List.of("x", "\u4e2d", "\u0301", "1", "\ud83d\ude00", "a.")
                .get(random.nextInt(6))
                .repeat(length);
    }

    /** Code points of all planes, half of them where writing systems, marks and controls are. */
    private static String unicode(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, 30);
        for (int i = 0; i < length; i++) {
            int point = random.nextInt(random.nextBoolean() ? 0x3100 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? 0x200F : point);
        }
        return text.toString();
    }

    private static byte[] lineEnds(byte[] good, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (char unit : text(good).toCharArray()) {
            text.append(unit == '\n' ? List.of("\n", "\r\n", "\r", "\n\n").get(random.nextInt(4)) : unit);
        }
        return bytes(text.toString());
    }

    /** Puts what means something to a format where it does not belong, or takes it away. */
    private static byte[] structure(byte[] good, SplittableRandom random) {
        StringBuilder text = new StringBuilder(text(good));
        int changes = random.nextInt(1, 10);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(text.length() + 1);
            if (random.nextBoolean() && at < text.length()) {
                text.deleteCharAt(at);
            } else {
                String unit = MEANINGFUL
                        .substring(random.nextInt(MEANINGFUL.length()))
                        .substring(0, 1);
                text.insert(at, text(unit.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return bytes(text.toString());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Cannot compress in memory", impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] brokenGzip(byte[] good, SplittableRandom random) {
        byte[] whole = gzip(good);
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(whole, random.nextInt(1, whole.length));
            case 1 -> bitFlips(whole, random);
            default -> inserted(whole, text(random(random.nextInt(1, 50), random)), 1, random);
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
