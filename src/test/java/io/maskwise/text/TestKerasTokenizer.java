package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.InvalidOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden cases are in {@link TestKerasTokenizerGoldens}; these are what they leave open. */
final class TestKerasTokenizer {
    private static final KerasTokenizerOptions WORDS = KerasTokenizerOptions.DEFAULT;
    private static final List<String> KNOWN = List.of("This text has only known words this text");
    private static final List<String> PARTLY_KNOWN = List.of("This text has some unknown words");

    private static KerasTokenizer fitted(KerasTokenizerOptions options, String... texts) {
        return KerasTokenizer.of(options).fitOnTexts(List.of(texts));
    }

    /** Texts and results of keras-preprocessing's own tests/text_test.py. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "3, <unk>, this <unk> <unk> <unk> <unk> <unk>",
                "0, <unk>, this text has <unk> <unk> words",
                "3, none, this text",
                "0, none, this text has words",
            })
    void unknownWordsAreMarkedOrLeftOut(int numWords, String oovToken, String read) {
        KerasTokenizerOptions limited = WORDS.withNumWords(numWords);
        KerasTokenizer tokenizer = KerasTokenizer.of(oovToken == null ? limited : limited.withOovToken(oovToken))
                .fitOnTexts(KNOWN);
        assertThat(tokenizer.sequencesToTexts(tokenizer.textsToSequences(PARTLY_KNOWN)))
                .containsExactly(read);
    }

    /** The texts and counts of keras-preprocessing's own test of the argument lower. */
    @Test
    void countsInTheOrderInWhichWordsAreSeen() {
        String[] texts = {"The cat sat on the mat.", "The dog sat on the log.", "Dog and Cat living Together."};
        assertThat(fitted(WORDS, texts).counts().wordCounts().toString())
                .isEqualTo("{the=4, cat=2, sat=2, on=2, mat=1, dog=2, log=1, and=1, living=1, together=1}");
        assertThat(fitted(WORDS.byCharacter(), texts).counts().wordCounts().toString())
                .isEqualTo("{t=11, h=5, e=6,  =14, c=2, a=6, s=2, o=6, n=4, m=1, .=3, d=3, g=5, l=2, i=2, v=1, r=1}");
        List<List<String>> cut =
                List.of(List.of("The", "cat", "is", "sitting"), List.of("The", "dog", "is", "standing"));
        assertThat(KerasTokenizer.of(WORDS)
                        .fitOnWords(cut)
                        .counts()
                        .wordCounts()
                        .toString())
                .isEqualTo("{the=2, cat=1, is=2, sitting=1, dog=1, standing=1}");
    }

    /** What Python 3.11 answers; the JDK writes another sigma in six of these rows. */
    @ParameterizedTest
    @CsvSource({
        "A1Σ, a1σ",
        "ΑΣ:Α, ασ:α",
        "Α:Σ, α:ς",
        "ΑΣ-Α, ας-α",
        "ΑΣ_Α, ας_α",
        "Α_Σ, α_σ",
        "ΟΔΟΣ, οδος",
        "Σ, σ",
        "ΑΣ'Α, ασ'α",
        "İI, i\u0307i",
        "\u1E9E, ß",
        "\uA7C0, \uA7C1",
    })
    void lowerCasesAsPythonDoes(String text, String lower) {
        assertThat(KerasTokenizer.of(WORDS.withFilters("").withSplit("|")).words(text))
                .containsExactly(lower);
    }

    /** A filtered character becomes the split string, which is then looked for from the left; all after lower-casing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a:!b; !; ::; a/:b",
                "a::::b::; ''; ::; a/b",
                "x😀y😂z; 😂; ,; x😀y/z",
                "aBc; ''; B; abc",
                "aBc; b; B; a/c",
            })
    void filtersThenSplitsLiterally(String text, String filters, String split, String words) {
        KerasTokenizerOptions options = WORDS.withFilters(filters).withSplit(split);
        assertThat(KerasTokenizer.of(options).words(text)).containsExactly(words.split("/"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void fittingTextByTextIsFittingAtOnce(long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int left = random.nextInt(12); left > 0; left--) {
            texts.add(Corpora.weirdText(random, 20));
        }
        KerasTokenizer whole = KerasTokenizer.of(WORDS).fitOnTexts(texts);
        KerasTokenizer grown = KerasTokenizer.of(WORDS);
        for (String text : texts) {
            grown = grown.fitOnTexts(List.of(text));
        }
        assertThat(grown).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(grown.wordIndex().toString()).isEqualTo(whole.wordIndex().toString());
        List<List<String>> cut = texts.stream().map(whole::words).toList();
        assertThat(KerasTokenizer.of(WORDS).fitOnWords(cut)).isEqualTo(whole);
        assertThat(whole.wordsToSequences(cut)).isDeepEqualTo(whole.textsToSequences(texts));
        KerasTokenizer copy = Corpora.copy(whole, KerasTokenizer.class);
        assertThat(copy).isEqualTo(whole);
        assertThat(copy.textsToSequences(texts)).isDeepEqualTo(whole.textsToSequences(texts));
    }

    @Test
    void fittingLeavesTheTokenizerAlone() {
        KerasTokenizer first = fitted(WORDS, "a b b");
        KerasTokenizer second = first.fitOnTexts(List.of("c c c a a a a"));
        assertThat(first.wordIndex()).isEqualTo(Map.of("b", 1, "a", 2));
        assertThat(second.wordIndex()).isEqualTo(Map.of("a", 1, "c", 2, "b", 3));
        assertThat(second.indexWord()).isEqualTo(Map.of(1, "a", 2, "c", 3, "b"));
        assertThat(second).hasToString("KerasTokenizer of 3 words from 2 texts");
        assertThatThrownBy(() -> first.wordIndex().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> first.indexDocs().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> first.counts().wordCounts().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anUnknownWordThatIsAWordHasThatWordsIndexEvenAboveTheLimit() {
        KerasTokenizer tokenizer = fitted(WORDS.withOovToken("c").withNumWords(3), "a a b b c");
        assertThat(tokenizer.wordIndex().toString()).isEqualTo("{c=4, a=2, b=3}");
        assertThat(tokenizer.textsToSequences(List.of("a b c z"))).isDeepEqualTo(new int[][] {{2, 4, 4, 4}});
        assertThat(tokenizer.sequencesToTexts(new int[][] {{1, 2, 3, 4, -5}})).containsExactly("c a c c c");
        assertThat(tokenizer.textsToMatrix(List.of("a b c z"), KerasMatrixMode.FREQ))
                .isDeepEqualTo(new double[][] {{0, 0, 0.25}});
    }

    @Test
    void matricesHaveAColumnForPaddingAndNoneForWhatIsTooLarge() {
        KerasTokenizer tokenizer = fitted(WORDS, "a b", "a");
        assertThat(tokenizer.sequencesToMatrix(new int[][] {{0, 0, 1, 3}, {}}, KerasMatrixMode.COUNT))
                .isDeepEqualTo(new double[][] {{2, 1, 0}, {0, 0, 0}});
    }

    @ParameterizedTest
    @EnumSource(KerasMatrixMode.class)
    void aTokenizerOfNoTextMakesMatricesOnlyOfAGivenWidth(KerasMatrixMode mode) {
        KerasTokenizer unlimited = KerasTokenizer.of(WORDS);
        assertThatThrownBy(() -> unlimited.textsToMatrix(List.of("a"), mode))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot make a matrix: the tokenizer knows no word (fit it on texts, or give a number of"
                        + " words)");
        KerasTokenizer limited = KerasTokenizer.of(WORDS.withNumWords(2));
        if (mode == KerasMatrixMode.TFIDF) {
            assertThatThrownBy(() -> limited.textsToMatrix(List.of("a"), mode))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Cannot make a tfidf matrix: the tokenizer was fitted on no text");
        } else {
            assertThat(limited.textsToMatrix(List.of("a"), mode)).isDeepEqualTo(new double[1][2]);
        }
    }

    @Test
    void refusesArgumentsThatMeanNothing() {
        assertThatThrownBy(() -> WORDS.withNumWords(-1))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("Invalid number of words: -1 (must be >= 0, where 0 = no limit)");
        assertThatThrownBy(() -> WORDS.withSplit(""))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("Invalid split: '' (must be one character or more)");
        assertThatThrownBy(() -> KerasMatrixMode.of("tf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid matrix mode: tf (must be binary, count, freq or tfidf)");
        int[][] negative = {{1}, {1, -3}};
        assertThatThrownBy(() -> fitted(WORDS, "a").sequencesToMatrix(negative, KerasMatrixMode.BINARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid index in sequence 1: -3 (must be >= 0)");
    }
}
