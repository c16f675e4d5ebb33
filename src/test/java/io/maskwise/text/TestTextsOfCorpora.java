package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corpora of which the texts alone are read, whether labels are there or not. */
class TestTextsOfCorpora {
    private static CorpusOptions corpus(CorpusFormat format) {
        CorpusOptions lines = new CorpusOptions(CorpusFormat.LINES, "folder", Map.of("a", "a.txt", "b", "b.txt"));
        return switch (format) {
            case COLUMNS -> lines.with(new ColumnsOptions("\t", 1, 2, "-DOCSTART-"));
            case JSONL -> lines.with(new JsonlOptions("text", "tags", LabelLevel.TOKEN));
            case PARALLEL -> lines.with(new ParallelOptions(Map.of("a", "a.de", "b", "b.de")));
            default -> new CorpusOptions(format, "folder", Map.of("a", "a.txt", "b", "b.txt"));
        };
    }

    private static List<CorpusRecord> read(CorpusFormat format, String content) throws IOException {
        List<CorpusRecord> records = new ArrayList<>();
        CorpusParser.ofTexts(corpus(format).texts("a"))
                .parse(new ByteArrayInputStream(content.getBytes(UTF_8)), "f", records::add);
        return records;
    }

    /** A format, a file of one text, its text, and its own tokens. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "CONLLU|1\\tBig\\t_\\tADJ\\t_\\t_\\t_\\t_\\t_\\t_\\n2\\tdogs\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\n|Big dogs|Big,dogs",
                "COLUMNS|Big\\tADJ\\ndogs\\t\\n|Big dogs|Big,dogs",
                "COLUMNS|Big\\ndogs\\n|Big dogs|Big,dogs",
                "JSONL|{\"text\": [\"Big\", \"dogs\"]}\\n|Big dogs|Big,dogs",
                "JSONL|{\"text\": \"Big dogs\", \"tags\": 7}\\n|Big dogs|",
                "DELIMITED|label\\ttext\\n\\tBig dogs\\n|Big dogs|",
                "DELIMITED|text\\nBig dogs\\n|Big dogs|",
                "LINES|Big dogs\\n|Big dogs|",
                "PARALLEL|Big dogs\\n|Big dogs|",
            })
    void needNoLabels(CorpusFormat format, String file, String text, String tokens) throws IOException {
        String content = file.replace("\\t", "\t").replace("\\n", "\n");
        List<CorpusRecord> records = read(format, content);
        assertThat(records).singleElement().isInstanceOfSatisfying(CorpusExample.class, example -> {
            assertThat(example.text()).isEqualTo(text);
            assertThat(example.tokens()).isEqualTo(tokens == null ? List.of() : List.of(tokens.split(",")));
            assertThat(example.labels()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONLLU|1\\tBig\\t_|too-few-columns",
                "COLUMNS|Big\\tADJ\\ndogs|too-few-columns",
                "JSONL|{\"tags\": [\"X\"]}|invalid-text",
                "DELIMITED|text\\n\\n|empty-text",
                "LINES|\\n|empty-text",
            })
    void needTexts(CorpusFormat format, String file, String reason) throws IOException {
        List<CorpusRecord> records = read(format, file.replace("\\t", "\t").replace("\\n", "\n"));
        assertThat(records)
                .singleElement()
                .isInstanceOfSatisfying(
                        RejectedRecord.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    @Test
    void areThoseOfOneSplitAlone() {
        assertThat(corpus(CorpusFormat.CONLLU).texts("b").splits()).isEqualTo(Map.of("b", "b.txt"));
        CorpusOptions held = new CorpusOptions(CorpusFormat.LINES, "folder", Map.of("train", "t.txt", "x", "x.txt"))
                .with(new HoldOutOptions(Map.of("dev", 0.1), 1));
        assertThat(held.texts("dev").splits()).isEqualTo(Map.of("train", "t.txt"));
        assertThatThrownBy(() -> held.texts("test"))
                .hasMessage("Invalid split: test (must be one of corpus.splits: dev, train, x)");
    }

    /** Each of a corpus's own tokens is cut by itself for a model that learned a label for each; else the whole text is. */
    @ParameterizedTest
    @CsvSource({"PER_TOKEN, ab|cd|!!", "PER_SEQUENCE, ab|cd", "TARGET_SEQUENCE, ab|cd"})
    void areCutAsThoseOfTheTrainingWere(Labelling trained, String tokens) {
        TokenizerOptions options =
                new TokenizerOptions(TokenizerKind.WORD, true).cuttingBy(new RegexOptions("\\w+", false));
        CorpusExample example =
                new CorpusExample(new SourcePosition("f", 1), "Ab-Cd !!", List.of("Ab-Cd", "!!"), List.of("kept"));
        TokenizedRecord record = ExampleTokenizer.ofTexts(trained, options, Tokenizer.of(options))
                .tokenize(example);
        assertThat(record).isInstanceOfSatisfying(TokenizedExample.class, cut -> {
            assertThat(cut.tokens()).isEqualTo(List.of(tokens.split("\\|")));
            assertThat(cut.labels()).containsExactly("kept");
        });
    }
}
