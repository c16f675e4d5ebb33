package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TestTokenizer {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PRETOKENIZED|What 's  up ?|What/'s/up/?",
                "PRETOKENIZED|10\u00A0000\u2003km|10\u00A0000/km",
                "WORD|I can't, Dr. Who!|I/can't/,/Dr/./Who/!",
                "WORD|x=81,y=-4|x/=/81/,/y/=/-/4",
                "WORD|Don\u2019t... (3.14%)|Don\u2019t/./././(/3.14/%/)",
                "WORD|left\u2014and a\u2013b x\"y|left/\u2014/and/a/\u2013/b/x/\"/y",
                "WORD|state-of-the-art $1,000.50|state/-/of/-/the/-/art/$/1,000.50",
                "WORD|snake_case a_1|snake_case/a_1",
                "WORD|👨‍👩‍👧 👍🏽 🇩🇪🇫🇷|👨‍👩‍👧/👍🏽/🇩🇪/🇫🇷",
                "WORD|שָׁלוֹם مُحَمَّد हिन्दी|שָׁלוֹם/مُحَمَّد/हिन्दी",
                "WORD|今天天气很好|今天/天气/很好",
                "WORD|a \u0301b|a/\u0301/b",
                "WORD|x \u200D y|x/y",
                "WORD|Grüße aus 東京\u00A0😀|Grüße/aus/東京/😀",
                "CHARACTERS|a 😀é|a/ /😀/é",
                "KERAS|It's 5 o'clock, Bob!|it's/5/o'clock/bob",
            })
    void cutsTexts(TokenizerKind kind, String text, String tokens) {
        assertThat(Tokenizer.of(new TokenizerOptions(kind, false)).tokenize(text))
                .containsExactly(tokens.split("/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[,;]\\s*|true|a, b;;c|a/b/c",
                "\\s+|true|  a  b |a/b",
                "\\w+|false|it's 3.5|it/s/3/5",
                "x*|false|axxb|xx",
                "x*|true|axb|a/b",
                "(?U)\\w+|false|\u00fcber 1|\u00fcber/1",
            })
    void cutsByAPattern(String pattern, boolean gaps, String text, String tokens) {
        TokenizerOptions options =
                new TokenizerOptions(TokenizerKind.REGEX, false).cuttingBy(new RegexOptions(pattern, gaps));
        assertThat(Corpora.copy(Tokenizer.of(options), Tokenizer.class).tokenize(text))
                .containsExactly(tokens.split("/"));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, e\u0301 \uFB01 \u2460, e\u0301/\uFB01/\u2460",
        "NFC, e\u0301 \uFB01 \u2460, \u00e9/\uFB01/\u2460",
        "NFKC, e\u0301 \uFB01 \u2460, \u00e9/fi/1"
    })
    void bringsTextToOneForm(Normalization form, String text, String tokens) {
        TokenizerOptions options = new TokenizerOptions(TokenizerKind.PRETOKENIZED, false).normalizing(form);
        assertThat(Corpora.copy(Tokenizer.of(options), Tokenizer.class).tokenize(text))
                .containsExactly(tokens.split("/"));
    }

    @Test
    void lowerCasesByTheRulesOfNoLanguage() {
        Tokenizer tokenizer = Tokenizer.of(new TokenizerOptions(TokenizerKind.WORD, true));
        assertThat(tokenizer.tokenize("TITLE Ümit STRASSE")).containsExactly("title", "ümit", "strasse");
    }

    @ParameterizedTest
    @EnumSource(value = TokenizerKind.class, mode = EnumSource.Mode.EXCLUDE, names = "HUGGING_FACE")
    void anEmptyTextHasNoTokens(TokenizerKind kind) {
        assertThat(Tokenizer.of(new TokenizerOptions(kind, true)).tokenize("")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenizerKind.class,
            names = {"PRETOKENIZED", "WORD", "REGEX", "CHARACTERS"})
    void tokensArePiecesOfTheTextInOrderAndOnlyWhatCannotBeSeenIsLeftOut(TokenizerKind kind) {
        Tokenizer tokenizer = Corpora.copy(Tokenizer.of(new TokenizerOptions(kind, false)), Tokenizer.class);
        for (long seed = 0; seed < 300; seed++) {
            String text = Corpora.weirdText(new Random(seed), 30);
            requirePieces(text, tokenizer.tokenize(text), "seed " + seed);
        }
    }

    private static void requirePieces(String text, List<String> tokens, String seed) {
        int at = 0;
        for (String token : tokens) {
            assertThat(token).as(seed).isNotEmpty();
            int found = text.indexOf(token, at);
            assertThat(found).as("%s: %s in order", seed, token).isGreaterThanOrEqualTo(at);
            requireSpace(text.substring(at, found), seed);
            at = found + token.length();
        }
        requireSpace(text.substring(at), seed);
    }

    private static void requireSpace(String gap, String seed) {
        assertThat(gap.codePoints())
                .as(seed)
                .allMatch(point -> Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Character.getType(point) == Character.CONTROL
                        || Character.getType(point) == Character.FORMAT);
    }
}
