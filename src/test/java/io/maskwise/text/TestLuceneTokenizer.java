package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.InvalidOption;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestLuceneTokenizer {
    private static Tokenizer tokenizer(String analyzer) {
        TokenizerOptions options =
                new TokenizerOptions(TokenizerKind.WORD, false).cuttingBy(new LuceneOptions(analyzer));
        return Corpora.copy(Tokenizer.of(options), Tokenizer.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "standard|The quick-brown Fox's 3.5!|the/quick/brown/fox's/3.5",
                "whitespace|The quick-brown|The/quick-brown",
                "english|The foxes were running|fox/were/run",
                "german|Die H\u00e4user der St\u00e4dte|haus/stadt",
                "french|les chevaux couraient|cheval/couraient",
                "icu|\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01 Ok|\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35/\u0e0a\u0e32\u0e27/\u0e42\u0e25\u0e01/Ok",
                "smartcn|\u6211\u8d2d\u4e70\u4e86\u9053\u5177\u548c\u670d\u88c5\u3002|\u6211/\u8d2d\u4e70/\u4e86/\u9053\u5177/\u548c/\u670d\u88c5",
                "org.apache.lucene.analysis.core.SimpleAnalyzer|It's 3|it/s",
            })
    void cutsAsTheAnalyzerDoes(String analyzer, String text, String tokens) {
        assertThat(tokenizer(analyzer).tokenize(text)).containsExactly(tokens.split("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "icu", "smartcn", "turkish", "cjk", "thai"})
    void anyTextGivesTheSameTokensInAnyThread(String analyzer) {
        Tokenizer tokenizer = tokenizer(analyzer);
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(seed -> Corpora.weirdText(new Random(seed), 40))
                .toList();
        List<List<String>> inOrder = texts.stream().map(tokenizer::tokenize).toList();
        assertThat(texts.parallelStream().map(tokenizer::tokenize).toList()).isEqualTo(inOrder);
        assertThat(inOrder).allSatisfy(tokens -> assertThat(tokens).doesNotContain(""));
    }

    @Test
    void anotherNameIsRefused() {
        assertThatThrownBy(() -> new LuceneOptions("klingon"))
                .isInstanceOf(InvalidOption.class)
                .hasMessageStartingWith("Invalid analyzer: 'klingon' (must be one of [arabic, armenian, ")
                .hasMessageEndingWith(", or a class of an analyzer with a constructor without arguments)");
        assertThatThrownBy(() -> new LuceneOptions("java.lang.String")).isInstanceOf(InvalidOption.class);
    }
}
