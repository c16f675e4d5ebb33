package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the tests of this package share. */
final class Corpora {
    static final CorpusOptions CONLLU = of(CorpusFormat.CONLLU, DelimitedOptions.DEFAULT);
    static final CorpusOptions TSV = of(CorpusFormat.DELIMITED, DelimitedOptions.DEFAULT);
    static final CorpusOptions LINES = of(CorpusFormat.LINES, DelimitedOptions.DEFAULT);

    private Corpora() {}

    static CorpusOptions delimited(DelimitedOptions delimited) {
        return of(CorpusFormat.DELIMITED, delimited);
    }

    /** Parses a text, and checks the accounts: as many records emitted as read. */
    static List<CorpusRecord> parse(CorpusOptions options, String text) {
        return parse(options, text.getBytes(UTF_8));
    }

    static List<CorpusRecord> parse(CorpusOptions options, byte[] bytes) {
        return parse(options, new ByteArrayInputStream(bytes));
    }

    static List<CorpusRecord> parse(CorpusOptions options, InputStream input) {
        List<CorpusRecord> records = new ArrayList<>();
        try {
            long read = CorpusParser.of(options).parse(input, "train", records::add);
            assertThat(records).hasSize((int) read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /** The text of each example, or the reason of each reject after a {@code !}. */
    static List<String> textsAndReasons(List<CorpusRecord> records) {
        return records.stream()
                .map(record -> record instanceof CorpusExample example
                        ? example.text()
                        : "!" + ((RejectedRecord) record).reason())
                .toList();
    }

    /** Random text out of what breaks parsers: white space, quotes, escapes, all planes of Unicode. */
    static String weirdText(Random random, int longest) {
        int[] points = {
            'a', 'B', ' ', '\t', '\n', '\r', '\\', '"', ',', '#', '_', '<', 0, 0xE9, 0x130, 0x2028, 0xFFFD, 0xFEFF,
            0x4E2D, 0x1F600, 0xE000
        };
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int at = 0; at < length; at++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** A copy made by Java serialization, as Spark makes them. */
    static <T extends Serializable> T copy(T value, Class<T> type) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
                output.writeObject(value);
            }
            try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return type.cast(input.readObject());
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static CorpusOptions of(CorpusFormat format, DelimitedOptions delimited) {
        return new CorpusOptions(format, "corpus", Map.of("train", "train"), ConlluOptions.DEFAULT, delimited);
    }
}
