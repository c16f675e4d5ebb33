package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestJsonlReader {
    private static CorpusOptions jsonl(String text, String label, LabelLevel level) {
        return Corpora.LINES.with(new JsonlOptions(text, label, level));
    }

    private static final CorpusOptions SEQUENCES = jsonl("text", "label", LabelLevel.SEQUENCE);
    private static final CorpusOptions TOKENS = jsonl("words", "tags", LabelLevel.TOKEN);

    private static CorpusExample example(long line, String text, List<String> tokens, String... labels) {
        return new CorpusExample(new SourcePosition("train", line), text, tokens, List.of(labels));
    }

    @Test
    void readsTextsAndLabelsOfAnyKind() {
        String file = """
                {"text": "a b", "label": "x", "more": [1, {"text": 2}]}
                {"label": 3, "text": "c\\n\\u00e9\\ud83d\\ude00"}
                {"label": 1.50, "text": ["d", "e"]}
                {"label": true, "text": "f"}""";
        assertThat(Corpora.parse(SEQUENCES, file))
                .containsExactly(
                        example(1, "a b", List.of(), "x"),
                        example(2, "c\n\u00e9\ud83d\ude00", List.of(), "3"),
                        example(3, "d e", List.of("d", "e"), "1.50"),
                        example(4, "f", List.of(), "true"));
    }

    @Test
    void readsALabelForEachToken() {
        assertThat(Corpora.parse(TOKENS, "{\"words\": [\"a\", \"b\"], \"tags\": [\"X\", 7]}\n"))
                .containsExactly(example(1, "a b", List.of("a", "b"), "X", "7"));
    }

    @Test
    void readsFieldsInsideOfFieldsAndNamesWithDots() {
        CorpusOptions options = jsonl("doc.body", "", LabelLevel.SEQUENCE);
        String file = "{\"doc\": {\"body\": \"a\"}}\n{\"doc.body\": \"b\"}\n{\"doc\": \"c\"}\n";
        assertThat(Corpora.textsAndReasons(Corpora.parse(options, file))).containsExactly("a", "b", "!invalid-text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": \"a\"|invalid-json|Line 1 is no JSON: Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)\"{\"text\": \"a\"\"; line: 1, column: 1])",
                "``|invalid-json|Line 1 is no JSON object (must be one, such as {\"text\": …})",
                "[\"a\"]|invalid-json|Line 1 is no JSON object (must be one, such as {\"text\": …})",
                "{\"text\":\"a\"} x|invalid-json|",
                "{\"text\":\"a\",\"text\":\"b\"}|invalid-json|Line 1 is no JSON: Duplicate field 'text'",
                "{\"label\":\"x\"}|invalid-text|Line 1 has no field text (must be a string, or an array of strings)",
                "{\"text\":5,\"label\":1}|invalid-text|Line 1 has the field text 5 (must be a string, or an array of strings)",
                "{\"text\":null,\"label\":1}|invalid-text|",
                "{\"text\":\"\",\"label\":1}|empty-text|Line 1 has the field text \"\" (must be a text)",
                "{\"text\":[],\"label\":1}|empty-text|",
                "{\"text\":[\"a\",\" \"],\"label\":1}|empty-token|Line 1 has the field element of text \" \" (must be a word)",
                "{\"text\":[\"a\",1],\"label\":1}|invalid-text|",
                "{\"text\":\"a\"}|missing-label|Line 1 has no field label (must be a string or a number)",
                "{\"text\":\"a\",\"label\":null}|missing-label|",
                "{\"text\":\"a\",\"label\":\" \"}|missing-label|",
                "{\"text\":\"a\",\"label\":[1]}|missing-label|Line 1 has the field label [1] (must be a string or a number)",
                "{\"text\":\"\\ud800\",\"label\":1}|invalid-text|",
            })
    void aLineThatIsNoExampleIsRejected(String line, String reason, String detail) {
        List<CorpusRecord> records =
                Corpora.parse(SEQUENCES, (line == null ? "" : line) + "\n{\"text\":\"b\",\"label\":1}");
        assertThat(Corpora.textsAndReasons(records)).containsExactly("!" + reason, "b");
        if (detail != null) {
            assertThat(((RejectedRecord) records.get(0)).detail()).isEqualTo(detail);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"words\": \"a b\", \"tags\": [\"X\", \"Y\"]}|invalid-text",
                "{\"words\": [\"a\", \"b\"], \"tags\": [\"X\"]}|missing-label",
                "{\"words\": [\"a\", \"b\"], \"tags\": \"X\"}|missing-label",
                "{\"words\": [\"a\", \"b\"], \"tags\": [\"X\", null]}|missing-label",
            })
    void tokensWithoutALabelEachAreRejected(String line, String reason) {
        assertThat(Corpora.textsAndReasons(Corpora.parse(TOKENS, line))).containsExactly("!" + reason);
    }

    @Test
    void jsonThatNestsTooDeepIsRejected() {
        String line = "{\"text\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        assertThat(Corpora.textsAndReasons(Corpora.parse(SEQUENCES, line))).containsExactly("!invalid-json");
    }
}
