package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestKnownTokens {
    /** White space of many kinds, and what looks like it. */
    private static final List<String> BETWEEN =
            List.of(" ", "  ", "\t", "\u001C", "\u2003", " \u000B ", "\u00A0", "\u0001", "\u0085", "\u007F");

    private static final List<String> CHARACTERS = List.of(
            "a",
            "b",
            "Z",
            "?",
            "0",
            "~",
            "\u00e9",
            "\u00df",
            "\u0130",
            "\u0436",
            "\u4eca",
            "\uD83D\uDE00",
            "\uD83D",
            "\uFB01",
            "\u0000");

    private static String word(SplittableRandom random, int alphabet) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(10) == 0 ? random.nextInt(80) : random.nextInt(10);
        for (int i = 0; i < length; i++) {
            word.append(CHARACTERS.get(random.nextInt(alphabet)));
        }
        return word.toString();
    }

    private static String text(SplittableRandom random) {
        int alphabet = random.nextBoolean() ? 6 : CHARACTERS.size();
        int spaces = random.nextBoolean() ? 3 : BETWEEN.size();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(word(random, alphabet)).append(BETWEEN.get(random.nextInt(spaces)));
        }
        return random.nextBoolean() ? text.toString() : text + word(random, alphabet);
    }

    private static Tokenizer slow(Normalization normalization, boolean lowerCase) {
        TokenizerOptions options =
                new TokenizerOptions(TokenizerKind.PRETOKENIZED, lowerCase).normalizing(normalization);
        return Tokenizer.of(options);
    }

    @ParameterizedTest(name = "{0}, lower case {1}, seed {2}")
    @CsvSource({"NONE, false, 1", "NONE, true, 2", "NFC, false, 3", "NFKC, true, 4"})
    void givesTheTokensOfTheTokenizerWithoutMemory(Normalization normalization, boolean lowerCase, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tokenizer slow = slow(normalization, lowerCase);
        Tokenizer fast = slow.ofOneThread();
        assertThat(fast).isInstanceOf(KnownTokens.class);
        for (int i = 0; i < 20_000; i++) {
            String text = text(random);
            assertThat(fast.tokenize(text)).as("text %d: %s", i, text).isEqualTo(slow.tokenize(text));
        }
    }

    @Test
    void anIndexIsThatOfOneTokenForEver() {
        SplittableRandom random = new SplittableRandom(5);
        Tokenizer fast = slow(Normalization.NONE, true).ofOneThread();
        Map<Integer, String> tokens = new HashMap<>();
        int strangers = 0;
        for (int i = 0; i < 5_000; i++) {
            RememberedTokens found = (RememberedTokens) fast.tokenize(text(random));
            assertThat(found.memory()).isSameAs(fast);
            for (int place = 0; place < found.size(); place++) {
                int at = place;
                int index = found.index(place);
                if (index == RememberedTokens.STRANGER) {
                    strangers++;
                } else {
                    assertThat(found.get(place)).isEqualTo(tokens.computeIfAbsent(index, first -> found.get(at)));
                }
            }
        }
        assertThat(tokens.size()).isGreaterThan(1_000);
        assertThat(strangers).isBetween(1, 5_000); // those of more than 64 characters
    }

    @Test
    void listsOfEarlierTextsStayAsTheyWere() {
        Tokenizer fast = slow(Normalization.NONE, true).ofOneThread();
        List<String> first = fast.tokenize("One two " + "three".repeat(20));
        IntStream.range(0, 50_000).forEach(i -> fast.tokenize("w" + i + " " + "long".repeat(20) + i));
        assertThat(first).containsExactly("one", "two", "three".repeat(20));
        assertThat((Object) Corpora.copy((Serializable) first, Serializable.class))
                .isEqualTo(first)
                .isNotInstanceOf(RememberedTokens.class);
    }

    @Test
    void whatDoesNotFitIntoTheMemoryIsCutAllTheSame() {
        Tokenizer fast = new WhitespaceTokenizer().ofOneThread();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < KnownTokens.MOST_TOKENS + 1000; i += 8) {
                List<String> words = new ArrayList<>();
                for (int word = i; word < i + 8; word++) {
                    words.add(word % 2 == 0 ? "w" + word : "w\u00e9" + word);
                }
                assertThat(fast.tokenize(String.join(" ", words))).isEqualTo(words);
            }
        }
    }

    @Test
    void wordsOfOneHashAreToldApart() {
        // "Aa" and "BB" have one hash, and so have all words that are made of them.
        List<String> words = IntStream.range(0, 1 << 10)
                .mapToObj(bits -> {
                    StringBuilder word = new StringBuilder();
                    for (int bit = 0; bit < 10; bit++) {
                        word.append((bits >> bit & 1) == 0 ? "Aa" : "BB");
                    }
                    return word.toString();
                })
                .toList();
        Tokenizer fast = new WhitespaceTokenizer().ofOneThread();
        for (int round = 0; round < 3; round++) {
            assertThat(fast.tokenize(String.join(" ", words))).isEqualTo(words);
        }
    }
}
