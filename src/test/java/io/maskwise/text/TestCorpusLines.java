package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestCorpusLines {
    @Test
    void anEmptyFileHasNoRecords() {
        for (CorpusOptions options : List.of(Corpora.LINES, Corpora.TSV, Corpora.CONLLU)) {
            assertThat(Corpora.parse(options, "")).isEmpty();
        }
    }

    @Test
    void linesEndWithLineFeedsWithOrWithoutCarriageReturnsAndWithTheFile() {
        assertThat(texts("a\nb\r\nc\rd\n\u0000e\u2028f")).containsExactly("a", "b", "c\rd", "\u0000e\u2028f");
    }

    @Test
    void aByteOrderMarkIsDroppedAtTheStartOnly() {
        assertThat(texts("\uFEFFa\n\uFEFFb\n")).containsExactly("a", "\uFEFFb");
        assertThat(texts("\uFEFF")).containsExactly("!empty-text");
    }

    @Test
    void aStreamThatHasNothingYetIsNotAtItsEnd() throws IOException {
        InputStream halting = new ByteArrayInputStream("a\nb\n".getBytes(UTF_8)) {
            private boolean ready;

            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                ready = !ready;
                return super.read(target, offset, ready ? 0 : 1);
            }
        };
        List<CorpusRecord> records = new ArrayList<>();
        assertThat(CorpusParser.of(Corpora.LINES).parse(halting, "train", records::add))
                .isEqualTo(2);
        assertThat(records).hasSize(2);
    }

    @Test
    void emptyLinesAreRejected() {
        assertThat(Corpora.parse(Corpora.LINES, "a\n\r\n \n"))
                .element(1)
                .isEqualTo(new RejectedRecord(
                        new SourcePosition("train", 2), "empty-text", "Line 2 is empty (must be a text)"));
        assertThat(texts("a\n\n \n")).containsExactly("a", "!empty-text", " ");
    }

    @Test
    void invalidUtf8RejectsItsLineOnly() {
        byte[] bytes = "a\n\u00E9x\nb\uFFFD\n".getBytes(UTF_8);
        bytes[3] = 'x';
        assertThat(Corpora.parse(Corpora.LINES, bytes))
                .element(1)
                .isEqualTo(new RejectedRecord(
                        new SourcePosition("train", 2),
                        "invalid-utf8",
                        "Line 2 is not valid UTF-8 (save the file as UTF-8)"));
        assertThat(Corpora.textsAndReasons(Corpora.parse(Corpora.LINES, bytes)))
                .containsExactly("a", "!invalid-utf8", "b\uFFFD");
    }

    @Test
    void aLineLongerThanTheLimitIsRejectedAndTheRestIsRead() {
        byte[] limit = new byte[CorpusParser.LONGEST_LINE];
        Arrays.fill(limit, (byte) 'x');
        InputStream longest = new SequenceInputStream(new ByteArrayInputStream(limit), bytes("\nb\n"));
        assertThat(Corpora.parse(Corpora.LINES, longest)).hasSize(2).allMatch(CorpusExample.class::isInstance);
        InputStream longer = new SequenceInputStream(new ByteArrayInputStream(limit), bytes("x\nb\n"));
        assertThat(Corpora.textsAndReasons(Corpora.parse(Corpora.LINES, longer)))
                .containsExactly("!line-too-long", "b");
    }

    @Test
    void aTruncatedGzipFailsAfterTheRecordsBeforeIt() throws IOException {
        byte[] whole = gzip("a line\n".repeat(100_000));
        InputStream truncated = new GZIPInputStream(new ByteArrayInputStream(whole, 0, whole.length / 2));
        List<CorpusRecord> read = new ArrayList<>();
        assertThatThrownBy(() -> CorpusParser.of(Corpora.LINES).parse(truncated, "train.gz", read::add))
                .isInstanceOf(EOFException.class);
        assertThat(read).hasSizeBetween(1, 99_999);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void linesDoNotDependOnHowTheStreamIsCut(long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        StringBuilder file = new StringBuilder();
        for (int line = 0; line < 2000; line++) {
            String text = "x" + Corpora.weirdText(random, 60).replace("\n", "").replace("\r", "");
            lines.add(text);
            file.append(text).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        InputStream dripping = new DrippingStream(file.toString().getBytes(UTF_8), random);
        assertThat(Corpora.textsAndReasons(Corpora.parse(Corpora.LINES, dripping)))
                .isEqualTo(lines);
    }

    private static List<String> texts(String file) {
        return Corpora.textsAndReasons(Corpora.parse(Corpora.LINES, file));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream output = new GZIPOutputStream(bytes)) {
            Random random = new Random(1);
            for (String line : text.split("\n", -1)) {
                output.write((line + random.nextInt() + "\n").getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Gives its bytes in pieces of random length. */
    private static final class DrippingStream extends ByteArrayInputStream {
        private final Random random;

        DrippingStream(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(100)));
        }
    }
}
