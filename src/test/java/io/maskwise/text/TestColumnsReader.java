package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestColumnsReader {
    private static final CorpusOptions CONLL = Corpora.LINES.with(ColumnsOptions.DEFAULT);

    private static CorpusExample example(long line, List<String> tokens, String... labels) {
        return new CorpusExample(new SourcePosition("train", line), String.join(" ", tokens), tokens, List.of(labels));
    }

    @Test
    void readsSentencesOfConll2003AndSkipsWhereDocumentsBegin() {
        String file = """
                -DOCSTART- -X- -X- O

                EU NNP B-NP B-ORG
                rejects VBZ B-VP O
                . . O O


                -DOCSTART- -X- -X- O
                Peter NNP B-NP B-PER""";
        assertThat(Corpora.parse(CONLL, file))
                .containsExactly(
                        example(3, List.of("EU", "rejects", "."), "B-ORG", "O", "O"),
                        example(8, List.of("Peter"), "B-PER"));
    }

    @ParameterizedTest
    @CsvSource({"'', 1, 2, NN", "'', 3, 1, dog", "'', -1, -2, NN", "'\t', 1, 3, B-NP"})
    void anyColumnsMayBeTokenAndLabel(String separator, int token, int label, String expected) {
        ColumnsOptions options = new ColumnsOptions(separator, token, label, "");
        String line = separator.isEmpty() ? "dog  NN\t B-NP" : "dog\tNN\tB-NP";
        CorpusRecord record = Corpora.parse(Corpora.LINES.with(options), line).get(0);
        assertThat(((CorpusExample) record).labels()).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b B|too-few-columns|Line 2 has 2 columns (must be 3)",
                "b B I O|too-many-columns|Line 2 has 4 columns (must be 3)",
            })
    void aLineOfAnotherWidthRejectsItsSentence(String line, String reason, String detail) {
        assertThat(Corpora.parse(CONLL, "a A O\n" + line + "\nc C O\n\nd D O\n"))
                .containsExactly(
                        new RejectedRecord(new SourcePosition("train", 1), reason, detail),
                        example(5, List.of("d"), "O"));
    }

    @ParameterizedTest
    @CsvSource({"'\tX', empty-token", "'a\t', missing-label", "a, too-few-columns"})
    void whatIsMissingBetweenTabsIsNamed(String line, String reason) {
        ColumnsOptions options = new ColumnsOptions("\t", 1, 2, "");
        List<CorpusRecord> records = Corpora.parse(Corpora.LINES.with(options), line + "\n\nb\tY\n");
        assertThat(Corpora.textsAndReasons(records)).containsExactly("!" + reason, "b");
    }

    @Test
    void aMarkIsATokenWhereNothingMarksADocument() {
        ColumnsOptions options = new ColumnsOptions("", 1, -1, "");
        assertThat(Corpora.parse(Corpora.LINES.with(options), "-DOCSTART- O\n"))
                .containsExactly(example(1, List.of("-DOCSTART-"), "O"));
    }

    @Test
    void aBadByteRejectsItsSentence() {
        byte[] file = {'a', ' ', 'O', '\n', 'b', (byte) 0xFF, ' ', 'O', '\n', '\n', 'c', ' ', 'O'};
        assertThat(Corpora.textsAndReasons(Corpora.parse(CONLL, file))).containsExactly("!invalid-utf8", "c");
    }
}
