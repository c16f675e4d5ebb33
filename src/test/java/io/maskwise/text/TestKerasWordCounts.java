package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.testing.MergeLaws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestKerasWordCounts {
    private static final KerasTokenizerOptions WORDS = KerasTokenizerOptions.DEFAULT;

    /** A text and its place in the corpus. */
    private record Numbered(long number, String text) {}

    private static KerasWordCounts counts(KerasTokenizerOptions options, List<Numbered> texts) {
        KerasWordCounter counter = new KerasWordCounter(options);
        texts.forEach(text -> counter.add(text.number(), text.text()));
        return counter.counts();
    }

    /** Texts of a few short words, so that many are equally frequent, and of what breaks parsers. */
    private static List<Numbered> corpus(Random random) {
        List<Numbered> corpus = new ArrayList<>();
        int size = random.nextInt(30);
        long number = 0;
        for (int text = 0; text < size; text++) {
            String weird = Corpora.weirdText(random, 6);
            corpus.add(new Numbered(number, random.nextBoolean() ? weird : letters(random, 12)));
            number += 1 + random.nextInt(3);
        }
        return corpus;
    }

    private static String letters(Random random, int longest) {
        StringBuilder letters = new StringBuilder();
        for (int left = random.nextInt(longest + 1); left > 0; left--) {
            letters.append("abcdefghij A ".charAt(random.nextInt(13))).append(random.nextBoolean() ? " " : "");
        }
        return letters.toString();
    }

    private static KerasTokenizerOptions anyOptions(Random random) {
        KerasTokenizerOptions options = random.nextBoolean() ? WORDS : WORDS.byCharacter();
        return random.nextBoolean() ? options : options.caseKept().withOovToken("a");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void anySplitInAnyOrderIsTheWhole(long seed) {
        Random random = new Random(seed);
        KerasTokenizerOptions options = anyOptions(random);
        List<Numbered> corpus = corpus(random);
        new MergeLaws<Numbered, KerasWordCounts>(parts -> counts(options, parts), KerasWordCounts::merge)
                .hold(corpus, seed);
        new MergeLaws<Numbered, KerasTokenizer>(
                        parts -> KerasTokenizer.of(counts(options, parts)),
                        (left, right) -> KerasTokenizer.of(left.counts().merge(right.counts())))
                .hold(corpus, seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void mergedPartsAreNumberedAsOneReaderWouldNumberThem(long seed) {
        Random random = new Random(seed);
        KerasTokenizerOptions options = anyOptions(random);
        List<Numbered> corpus = corpus(random);
        Map<String, Integer> expected =
                asRead(options, corpus.stream().map(Numbered::text).toList());

        List<Numbered> shuffled = new ArrayList<>(corpus);
        Collections.shuffle(shuffled, random);
        int cut = random.nextInt(shuffled.size() + 1);
        KerasWordCounts merged = counts(options, shuffled.subList(0, cut))
                .merge(counts(options, shuffled.subList(cut, shuffled.size())));
        assertThat(List.copyOf(KerasTokenizer.of(merged).wordIndex().entrySet()))
                .isEqualTo(List.copyOf(expected.entrySet()));
        assertThat(merged.documentCount()).isEqualTo(corpus.size());
    }

    /** The slow twin: reads the texts in order, sorts stably by count. */
    private static Map<String, Integer> asRead(KerasTokenizerOptions options, List<String> texts) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        KerasTokenizer cutting = KerasTokenizer.of(options);
        texts.forEach(text -> cutting.words(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
        List<String> ranked = new ArrayList<>(counts.keySet());
        ranked.sort((left, right) -> counts.getOrDefault(right, 0) - counts.getOrDefault(left, 0));
        if (options.oovToken() != null) {
            ranked.add(0, options.oovToken());
        }
        Map<String, Integer> index = new LinkedHashMap<>();
        ranked.forEach(word -> index.put(word, 0));
        for (int at = 0; at < ranked.size(); at++) {
            index.put(ranked.get(at), at + 1);
        }
        return index;
    }

    @Test
    void whichOfTwoWordsCameFirstIsDecidedByTheirTextsNumbers() {
        List<Numbered> corpus = List.of(new Numbered(7, "late early"), new Numbered(2, "x early"));
        KerasWordCounts counts = counts(WORDS, corpus);
        assertThat(counts.wordCounts().keySet()).containsExactly("x", "early", "late");
        assertThat(KerasTokenizer.of(counts).wordIndex().keySet()).containsExactly("early", "x", "late");
        assertThat(counts.wordDocs()).isEqualTo(Map.of("x", 1L, "early", 2L, "late", 1L));
    }

    @Test
    void aTextCountedTwiceIsTwoDocumentsButAWordTwiceInATextIsOne() {
        KerasWordCounter counter = new KerasWordCounter(WORDS);
        counter.add(0, "a a");
        KerasWordCounts before = counter.counts();
        counter.addWords(1, List.of("A", "b c"));
        counter.add(2, "!?");
        KerasWordCounts counts = counter.counts();
        assertThat(counts.wordCounts()).isEqualTo(Map.of("a", 3L, "b c", 1L));
        assertThat(counts.wordDocs()).isEqualTo(Map.of("a", 2L, "b c", 1L));
        assertThat(counts).hasToString("KerasWordCounts of 2 words in 3 texts");
        assertThat(before.wordCounts()).as("left alone by what came later").isEqualTo(Map.of("a", 2L));
    }

    @Test
    void refusesWhatCannotBeCountedTogether() {
        assertThatThrownBy(() -> new KerasWordCounter(WORDS).add(-1, "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid number of a text: -1 (must be >= 0)");
        KerasTokenizerOptions other = WORDS.withSplit("_").withFilters("!");
        assertThatThrownBy(() -> counts(WORDS.withFilters("?"), List.of()).merge(counts(other, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot merge word counts: one part was counted with KerasTokenizerOptions[numWords=0,"
                        + " filters=?, lower=true, split= , charLevel=false, oovToken=null], the other with"
                        + " KerasTokenizerOptions[numWords=0, filters=!, lower=true, split=_, charLevel=false,"
                        + " oovToken=null]");
    }
}
