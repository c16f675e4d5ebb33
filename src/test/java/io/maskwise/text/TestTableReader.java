package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestTableReader {
    private static final ColumnValue NOTHING = new ColumnValue.Nothing();

    private static TableReader reader(LabelLevel level, String id) {
        return new TableReader(new SparkSourceOptions("parquet", Map.of(), "text", "label", level, id));
    }

    private static final TableReader SEQUENCES = reader(LabelLevel.SEQUENCE, "");
    private static final TableReader TOKENS = reader(LabelLevel.TOKEN, "");
    private static final TableReader KEYED = reader(LabelLevel.SEQUENCE, "key");

    private static ColumnValue value(String text) {
        return new ColumnValue.Value(text.getBytes(UTF_8));
    }

    private static ColumnValue values(String... texts) {
        return new ColumnValue.Values(Arrays.stream(texts)
                .map(text -> text.equals("null") ? NOTHING : value(text))
                .toList());
    }

    private static CorpusRecord read(TableReader reader, ColumnValue text, ColumnValue label) {
        return reader.read(new TableRow("a.parquet", 7, NOTHING, text, label));
    }

    private static void assertRejected(CorpusRecord record, String reason, String detail) {
        assertThat(record).isInstanceOfSatisfying(RejectedRecord.class, reject -> {
            assertThat(reject.reason()).isEqualTo(reason);
            assertThat(reject.detail()).isEqualTo(detail);
        });
    }

    @Test
    void aRowIsATextAndItsLabel() {
        assertThat(read(SEQUENCES, value("to be \u00e9\ud83d\ude00"), value("3")))
                .isEqualTo(new CorpusExample(
                        new SourcePosition("a.parquet", 7), "to be \u00e9\ud83d\ude00", List.of(), List.of("3")));
        assertThat(read(SEQUENCES, values("to", "be"), value("x")))
                .isEqualTo(new CorpusExample(
                        new SourcePosition("a.parquet", 7), "to be", List.of("to", "be"), List.of("x")));
    }

    @Test
    void aRowIsTokensWithALabelEach() {
        assertThat(read(TOKENS, values("to", "be"), values("X", "1")))
                .isEqualTo(new CorpusExample(
                        new SourcePosition("a.parquet", 7), "to be", List.of("to", "be"), List.of("X", "1")));
    }

    @Test
    void whatIsNoExampleIsRejectedWithItsReason() {
        assertRejected(
                read(SEQUENCES, NOTHING, value("x")),
                RejectReasons.INVALID_TEXT,
                "Row 7 has the column text null (must be a string, or an array of strings)");
        assertRejected(
                read(SEQUENCES, value(""), value("x")),
                RejectReasons.EMPTY_TEXT,
                "Row 7 has the column text \"\" (must be a text)");
        assertRejected(
                read(SEQUENCES, value("a"), NOTHING),
                RejectReasons.MISSING_LABEL,
                "Row 7 has the column label null (must be a string or a number)");
        assertRejected(
                read(TOKENS, values("a", "b"), values("X")),
                RejectReasons.MISSING_LABEL,
                "Row 7 has the column label [\"X\"] (must be an array of 2, one for each token)");
        assertRejected(
                read(TOKENS, values("a", "null"), values("X", "Y")),
                RejectReasons.INVALID_TEXT,
                "Row 7 has the column element of text null (must be a word)");
        assertRejected(
                read(SEQUENCES, new ColumnValue.Value(new byte[] {'a', (byte) 0xff}), value("x")),
                RejectReasons.INVALID_UTF8,
                "Row 7 holds a text that is not valid UTF-8");
    }

    @Test
    void whatIsLongerThanALineMayBeIsRejected() {
        String half = "a".repeat(CorpusParser.LONGEST_LINE / 2);
        assertThat(read(SEQUENCES, values(half, half), value("x"))).isInstanceOf(CorpusExample.class);
        assertRejected(
                read(SEQUENCES, values(half, half, "a"), value("x")),
                RejectReasons.RECORD_TOO_LONG,
                "Row 7 is longer than 16777216 bytes (cut it into several)");
    }

    @Test
    void aRowMayHaveAnIdOfItsOwn() {
        CorpusRecord record = KEYED.read(new TableRow("a.orc", 0, value("k7"), value("a"), value("x")));
        assertThat(record.position().id()).isEqualTo("k7");
        assertRejected(
                KEYED.read(new TableRow("a.orc", 0, value("k7"), NOTHING, value("x"))),
                RejectReasons.INVALID_TEXT,
                "The row with the id k7 has the column text null (must be a string, or an array of strings)");
        assertRejected(
                KEYED.read(new TableRow("a.parquet", 3, NOTHING, value("a"), value("x"))),
                RejectReasons.MISSING_ID,
                "Row 3 has no id in the column key");
        assertRejected(
                KEYED.read(new TableRow("a.orc", 0, value(""), value("a"), value("x"))),
                RejectReasons.MISSING_ID,
                "A row has no id in the column key");
    }
}
