package io.maskwise.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestParallelReader {
    private static final CorpusOptions OPTIONS = new CorpusOptions(
                    CorpusFormat.LINES, "corpus", Map.of("train", "train.de"))
            .with(new ParallelOptions(Map.of("train", "train.en")));

    private static CorpusText text(String content, String name, Charset charset) {
        return new CorpusText(new ByteArrayInputStream(content.getBytes(charset)), name);
    }

    private static List<CorpusRecord> parse(CorpusText sources, CorpusText targets) {
        List<CorpusRecord> records = new ArrayList<>();
        try {
            long read = CorpusParser.of(OPTIONS).parsePairs(sources, targets, records::add);
            assertThat(records).hasSize((int) read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private static List<CorpusRecord> parse(String sources, String targets) {
        return parse(text(sources, "train.de", UTF_8), text(targets, "train.en", UTF_8));
    }

    @Test
    void aLineAndItsTargetAreAnExample() {
        assertThat(parse("\uFEFFein Hund\r\nzwei\r\n", "a dog\ntwo"))
                .containsExactly(
                        new ParallelExample(new SourcePosition("train.de", 1), "ein Hund", "a dog"),
                        new ParallelExample(new SourcePosition("train.de", 2), "zwei", "two"));
    }

    @Test
    void aPairWithAnEmptySideIsRejectedAndTheOthersStayPaired() {
        List<CorpusRecord> records = parse("eins\n\ndrei\nvier\n", "one\ntwo\n\nfour\n");
        assertThat(records.get(1))
                .isEqualTo(new RejectedRecord(
                        new SourcePosition("train.de", 2), "empty-text", "Line 2 is empty (must be a text)"));
        assertThat(records.get(2))
                .isEqualTo(new RejectedRecord(
                        new SourcePosition("train.de", 3),
                        "empty-target",
                        "Line 3 of train.en is empty (must be a target)"));
        assertThat(records.get(3)).isEqualTo(new ParallelExample(new SourcePosition("train.de", 4), "vier", "four"));
    }

    @Test
    void aTargetThatIsNotUtf8RejectsItsPair() {
        assertThat(parse(text("eins\nzwei\n", "train.de", UTF_8), text("caf\u00e9\ntwo\n", "train.en", ISO_8859_1)))
                .first()
                .isEqualTo(new RejectedRecord(
                        new SourcePosition("train.de", 1),
                        "invalid-utf8",
                        "Line 1 of train.en is not valid UTF-8 (save the file as UTF-8)"));
    }

    @ParameterizedTest(name = "{0} and {1} lines")
    @CsvSource({"3, 2", "2, 3", "0, 1", "1, 0", "1200, 3"})
    void filesOfUnequalLengthAreRefusedWithBothCounts(int sources, int targets) {
        assertThatThrownBy(() -> parse("a\n".repeat(sources), "b\n".repeat(targets)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage(
                        "Cannot pair the lines of train.de with those of train.en: there are %,d and %,d (must be as"
                                + " many, each line's target in the same line)",
                        sources, targets);
    }

    @Test
    void pairsAreTokenisedAlike() {
        ExampleTokenizer tokenizer = ExampleTokenizer.of(OPTIONS, new TokenizerOptions(TokenizerKind.WORD, true));
        SourcePosition place = new SourcePosition("train.de", 1);
        assertThat(tokenizer.tokenize(new ParallelExample(place, "Ein Hund.", "A dog!")))
                .isEqualTo(
                        new TokenizedExample(place, List.of("ein", "hund", "."), List.of(), List.of("a", "dog", "!")));
        assertThat(tokenizer.tokenize(new ParallelExample(place, "Ein", " \t ")))
                .isEqualTo(new RejectedRecord(
                        place,
                        "empty-target",
                        "The target of the example at line 1 has no tokens (must be at least one)"));
        assertThat(tokenizer.tokenize(new ParallelExample(place, " ", " ")))
                .isEqualTo(new RejectedRecord(
                        place, "empty-text", "The example at line 1 has no tokens (must be at least one)"));
    }
}
