package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestDelimitedReader {
    private static final CorpusOptions CSV = Corpora.delimited(new DelimitedOptions(",", true, "label", "text"));

    @Test
    void readsLabelAndTextByTheHeadersNames() {
        assertThat(Corpora.parse(Corpora.TSV, "\uFEFFid\ttext\tlabel\r\n7\tWho \"was\" \"he\tHUM\r\n"))
                .containsExactly(new CorpusExample(
                        new SourcePosition("train", 2), "Who \"was\" \"he", List.of(), List.of("HUM")));
    }

    @Test
    void readsColumnsByNumberWhereThereIsNoHeader() {
        CorpusOptions options = Corpora.delimited(new DelimitedOptions("||", false, "3", "1"));
        assertThat(Corpora.parse(options, "a|b||x||L\nc||L\n||x||L\nd||||M"))
                .containsExactly(
                        new CorpusExample(new SourcePosition("train", 1), "a|b", List.of(), List.of("L")),
                        new RejectedRecord(
                                new SourcePosition("train", 2),
                                "too-few-columns",
                                "The row at line 2 has 2 columns (must be 3)"),
                        new RejectedRecord(
                                new SourcePosition("train", 3),
                                "empty-text",
                                "The row at line 3 has no text in column 1"),
                        new CorpusExample(new SourcePosition("train", 4), "d", List.of(), List.of("M")));
    }

    @Test
    void aCorpusWithoutALabelColumnHasNoLabels() {
        CorpusOptions options = Corpora.delimited(new DelimitedOptions("\t", true, "", "text"));
        assertThat(options.labelling()).isEqualTo(Labelling.NONE);
        assertThat(Corpora.parse(options, "text\nhello\n"))
                .containsExactly(new CorpusExample(new SourcePosition("train", 2), "hello", List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUM>|empty-text|The row at line 3 has no text in column 2",
                ">how far|missing-label|The row at line 3 has no label in column 1",
                "' >how far'|missing-label|The row at line 3 has no label in column 1",
                "how far|too-few-columns|The row at line 3 has 1 columns (must be 2)",
                "''|too-few-columns|The row at line 3 has 1 columns (must be 2)",
                "NUM>how>far|too-many-columns|The row at line 3 has 3 columns (must be 2)",
            })
    void aBadRowIsRejectedWithItsReason(String row, String reason, String detail) {
        String file = "label\ttext\nA\tb\n" + row.replace('>', '\t') + "\nC\td\n";
        List<CorpusRecord> records = Corpora.parse(Corpora.TSV, file);
        assertThat(records).element(1).isEqualTo(new RejectedRecord(new SourcePosition("train", 3), reason, detail));
        assertThat(Corpora.textsAndReasons(records)).containsExactly("b", "!" + reason, "d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lable>text|Cannot read train: its header has no column 'label' (it has: lable, text; set"
                        + " corpus.delimited.label-column)",
                "label>texts|Cannot read train: its header has no column 'text' (it has: label, texts; set"
                        + " corpus.delimited.text-column)",
                "label>text>text|Cannot read train: its header has more than one column 'text' (it has: label, text,"
                        + " text; rename one)",
                "label,text|Cannot read train: its header has no column 'label' (it has: label,text; is"
                        + " corpus.delimited.separator right?)",
            })
    void aHeaderWithoutTheColumnsIsAnError(String header, String message) {
        assertThatThrownBy(() -> Corpora.parse(Corpora.TSV, header.replace('>', '\t') + "\nA\tb\n"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage(message);
    }

    @Test
    void aFileWithoutLineBreaksIsNotShownWhole() {
        String file = "label\ttext\r" + "A\tsome text\r".repeat(100_000);
        assertThatThrownBy(() -> Corpora.parse(Corpora.TSV, file))
                .hasMessageStartingWith("Cannot read train: its header has no column 'text' (it has: label, text")
                .hasMessageEndingWith(" more; its lines end with CR alone: save it with LF)")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    }

    @Test
    void quotesThatAreNeverClosedAreAnErrorAsTheRestOfTheFileIsInThem() {
        assertThatThrownBy(() -> Corpora.parse(CSV, "label,text\nA,b\nA,\"c\nA,d\nA,e\n"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage(
                        "Cannot read train: quotes that are opened in the row at line 3 are not closed by the end of"
                                + " the file (close them, or complete the file)");
    }

    @Test
    void aRowThatSpansLinesIsRejectedWithAllOfThem() {
        assertThat(Corpora.parse(CSV, "label,text\nA,\"b\nA,c\nA,\"d\n"))
                .containsExactly(new RejectedRecord(
                        new SourcePosition("train", 2),
                        "invalid-quote",
                        "The row at lines 2 to 4 goes on after a closing quote (must be a separator there)"));
    }

    @Test
    void anUnreadableHeaderIsAnError() {
        byte[] file = "label\ttext\nA\tb\n".getBytes(UTF_8);
        file[0] = (byte) 0x80;
        assertThatThrownBy(() -> Corpora.parse(Corpora.TSV, file))
                .hasMessage("Cannot read the header of train: Line 1 is not valid UTF-8 (save the file as UTF-8)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a, \"\"b\"\"\"|a, \"b\"",
                "\"\"|!empty-text",
                "a\"b\"|a\"b\"",
                "\"a\"b|!invalid-quote",
            })
    void commaSeparatedFieldsMayBeQuoted(String field, String expected) {
        assertThat(Corpora.textsAndReasons(Corpora.parse(CSV, "label,text\nA," + field + "\n")))
                .containsExactly(expected);
    }

    @Test
    void aRowWhoseQuotesNeverCloseIsGivenUpAtTheLimit() {
        String line = "x".repeat(1 << 20) + "\n";
        List<CorpusRecord> records = Corpora.parse(CSV, "label,text\nA,\"" + line.repeat(17) + "B,c\n");
        assertThat(Corpora.textsAndReasons(records))
                .startsWith("!record-too-long")
                .endsWith("c");
    }

    @Test
    void aRowOfManyQuotedFieldsIsGivenUpAtTheLimitToo() {
        String line = "x".repeat(1 << 20) + "\",\"y\n";
        List<CorpusRecord> records = Corpora.parse(CSV, "label,text\nA,\"" + line.repeat(17) + "B\",c\n");
        assertThat(Corpora.textsAndReasons(records)).startsWith("!record-too-long");
    }

    @Test
    void aFirstRowThatIsTooNarrowIsNoLawForTheRest() {
        CorpusOptions options = Corpora.delimited(new DelimitedOptions("\t", false, "1", "3"));
        assertThat(Corpora.textsAndReasons(Corpora.parse(options, "A\tb\nA\tb\tc\n")))
                .containsExactly("!too-few-columns", "c");
    }

    @Test
    void invalidUtf8InsideQuotesRejectsTheRow() {
        byte[] file = "label,text\nA,\"b\n?\"\n".getBytes(UTF_8);
        file["label,text\nA,\"b\n".length()] = (byte) 0xC0;
        assertThat(Corpora.textsAndReasons(Corpora.parse(CSV, file))).containsExactly("!invalid-utf8");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatRfc4180WritesComesBack(long seed) {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder("label,text\n");
        List<String> expected = new ArrayList<>();
        for (int row = 0; row < 500; row++) {
            // Line breaks inside quotes are read as LF.
            String text = "x" + Corpora.weirdText(random, 20).replace("\r", "");
            expected.add(text);
            file.append("A,\"").append(text.replace("\"", "\"\"")).append('"');
            file.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        assertThat(Corpora.textsAndReasons(Corpora.parse(CSV, file.toString()))).isEqualTo(expected);
    }
}
