package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field that a case records is an input or is compared; a field that nobody knows fails the case. */
final class TestKerasTokenizerGoldens {
    private static final Set<String> INPUTS = Set.of("name", "config", "fit_texts", "test_texts", "fit1", "fit2");

    static Stream<Golden> kerasCases() {
        return Goldens.cases("tokenizer").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kerasCases")
    void doesWhatKerasDoes(Golden golden) {
        List<String> compared = new ArrayList<>();
        golden.content().fieldNames().forEachRemaining(field -> {
            if (!INPUTS.contains(field)) {
                compare(golden, field);
                compared.add(field);
            }
        });
        assertThat(compared).isNotEmpty();
    }

    /** Of the cases with an {@code oov_token} that no text holds, and texts that are not cut yet. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("casesWithAnOovToken")
    void aVocabularyInKerasOrderHasKerasIds(Golden golden) {
        KerasTokenizer tokenizer = fitted(golden);
        KerasTokenizerOptions options = tokenizer.options();
        Vocabulary vocabulary =
                Vocabulary.ofKerasCounts(tokenizer.counts(), new VocabularyOptions(1, options.numWords()));
        KerasOptions cut = new KerasOptions(options.filters(), options.lower(), options.split(), options.charLevel());
        Tokenizer words = Tokenizer.of(new TokenizerOptions(TokenizerKind.KERAS, false).cuttingBy(cut));
        for (String texts : List.of("fit_texts", "test_texts")) {
            int[][] ids = texts(golden, texts).stream()
                    .map(text -> vocabulary.encode(words.tokenize(text.asText())))
                    .toArray(int[][]::new);
            assertThat(ids).isDeepEqualTo(sequences(tokenizer, texts(golden, texts)));
        }
    }

    static List<Golden> casesWithAnOovToken() {
        List<Golden> cases = kerasCases()
                .filter(golden -> fitted(golden).wordIndex().getOrDefault(oovToken(golden), 0) == 1)
                .filter(golden -> texts(golden, "fit_texts").stream().noneMatch(JsonNode::isArray))
                .filter(golden -> texts(golden, "test_texts").stream().noneMatch(JsonNode::isArray))
                .toList();
        assertThat(cases).hasSizeGreaterThan(2);
        return cases;
    }

    private static String oovToken(Golden golden) {
        return golden.content().path("config").path("oov_token").asText();
    }

    private static void compare(Golden golden, String field) {
        JsonNode expected = golden.content().path(field);
        KerasTokenizer tokenizer = fitted(golden);
        switch (field) {
            case "word_index", "word_index_2" -> assertSameOrder(tokenizer.wordIndex(), words(expected), field);
            case "word_index_1" ->
                assertSameOrder(fit(unfitted(golden), golden, "fit1").wordIndex(), words(expected), field);
            case "word_counts" -> assertSameOrder(tokenizer.counts().wordCounts(), words(expected), field);
            case "word_docs" ->
                assertThat(numbers(tokenizer.counts().wordDocs())).as(field).isEqualTo(words(expected));
            case "index_docs" -> assertSameOrder(tokenizer.indexDocs(), pairs(expected, JsonNode::asInt), field);
            case "document_count" ->
                assertThat(tokenizer.counts().documentCount()).isEqualTo(expected.asLong());
            case "test_sequences" -> assertSequences(tokenizer, texts(golden, "test_texts"), expected);
            case "train_sequences" -> assertSequences(tokenizer, texts(golden, "fit_texts"), expected);
            case "sequences_to_texts" ->
                assertThat(tokenizer.sequencesToTexts(sequences(tokenizer, texts(golden, "test_texts"))))
                        .isEqualTo(strings(expected));
            case "matrix_binary", "matrix_count", "matrix_freq", "matrix_tfidf" ->
                assertMatrix(tokenizer, golden, field);
            case "items" -> expected.forEach(TestKerasTokenizerGoldens::assertCuts);
            default -> throw new AssertionError("Cannot compare the field " + field + ": nobody knows it");
        }
    }

    private static KerasTokenizer unfitted(Golden golden) {
        return KerasTokenizer.of(options(golden.content().path("config")));
    }

    private static KerasTokenizer fitted(Golden golden) {
        KerasTokenizer tokenizer = unfitted(golden);
        for (String texts : List.of("fit_texts", "fit1", "fit2")) {
            tokenizer = fit(tokenizer, golden, texts);
        }
        return tokenizer;
    }

    /** Fits on all texts at once, or one after the other where some are cut already. */
    private static KerasTokenizer fit(KerasTokenizer tokenizer, Golden golden, String field) {
        List<JsonNode> texts = texts(golden, field);
        if (texts.stream().noneMatch(JsonNode::isArray)) {
            return tokenizer.fitOnTexts(texts.stream().map(JsonNode::asText).toList());
        }
        KerasTokenizer fitted = tokenizer;
        for (JsonNode text : texts) {
            fitted = text.isArray()
                    ? fitted.fitOnWords(List.of(strings(text)))
                    : fitted.fitOnTexts(List.of(text.asText()));
        }
        return fitted;
    }

    private static KerasTokenizerOptions options(JsonNode config) {
        KerasTokenizerOptions[] options = {KerasTokenizerOptions.DEFAULT};
        config.fields().forEachRemaining(field -> options[0] = with(options[0], field.getKey(), field.getValue()));
        return options[0];
    }

    private static KerasTokenizerOptions with(KerasTokenizerOptions options, String argument, JsonNode value) {
        if (value.isNull()) {
            return options;
        }
        return switch (argument) {
            case "num_words" -> options.withNumWords(value.asInt());
            case "filters" -> options.withFilters(value.asText());
            case "lower" -> value.asBoolean() ? options : options.caseKept();
            case "split" -> options.withSplit(value.asText());
            case "char_level" -> value.asBoolean() ? options.byCharacter() : options;
            case "oov_token" -> options.withOovToken(value.asText());
            default -> throw new AssertionError("Cannot set the argument " + argument + ": nobody knows it");
        };
    }

    private static List<JsonNode> texts(Golden golden, String field) {
        List<JsonNode> texts = new ArrayList<>();
        golden.content().path(field).forEach(texts::add);
        return texts;
    }

    private static int[][] sequences(KerasTokenizer tokenizer, List<JsonNode> texts) {
        return texts.stream()
                .map(text -> text.isArray()
                        ? tokenizer.wordsToSequences(List.of(strings(text)))
                        : tokenizer.textsToSequences(List.of(text.asText())))
                .map(single -> single[0])
                .toArray(int[][]::new);
    }

    private static void assertSequences(KerasTokenizer tokenizer, List<JsonNode> texts, JsonNode expected) {
        int[][] sequences = new int[expected.size()][];
        for (int row = 0; row < sequences.length; row++) {
            sequences[row] = new int[expected.get(row).size()];
            for (int step = 0; step < sequences[row].length; step++) {
                sequences[row][step] = expected.get(row).get(step).asInt();
            }
        }
        assertThat(sequences(tokenizer, texts)).isDeepEqualTo(sequences);
    }

    private static void assertMatrix(KerasTokenizer tokenizer, Golden golden, String field) {
        GoldenTensor expected = golden.tensor(field);
        KerasMatrixMode mode = KerasMatrixMode.of(field.substring("matrix_".length()));
        double[][] matrix = tokenizer.sequencesToMatrix(sequences(tokenizer, texts(golden, "test_texts")), mode);
        assertThat(matrix).as(field).hasNumberOfRows(expected.shape()[0]);
        double[] flat = Stream.of(matrix)
                .peek(row -> assertThat(row).as(field).hasSize(expected.shape()[1]))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertThat(flat).as(field).containsExactly(expected.doubles(), within(1e-12));
    }

    /** An item is a text, and under the name of each way to cut it the words. */
    private static void assertCuts(JsonNode item) {
        String text = item.path("text").asText();
        List<String> ways = new ArrayList<>();
        item.fieldNames().forEachRemaining(ways::add);
        ways.remove("text");
        assertThat(ways).isNotEmpty();
        for (String way : ways) {
            assertThat(KerasTokenizer.of(cutting(way)).words(text))
                    .as("'%s' %s", text, way)
                    .isEqualTo(strings(item.path(way)));
        }
    }

    private static KerasTokenizerOptions cutting(String way) {
        KerasTokenizerOptions defaults = KerasTokenizerOptions.DEFAULT;
        if (way.startsWith("split_")) {
            return defaults.withSplit(way.substring(way.indexOf('_', "split_".length()) + 1));
        }
        return switch (way) {
            case "default" -> defaults;
            case "lower_false" -> defaults.caseKept();
            case "filters_none" -> defaults.withFilters("");
            default -> throw new AssertionError("Cannot cut " + way + ": nobody knows how");
        };
    }

    private static <K> void assertSameOrder(Map<K, ? extends Number> actual, Map<K, Long> expected, String field) {
        assertThat(List.copyOf(numbers(actual).entrySet())).as(field).isEqualTo(List.copyOf(expected.entrySet()));
    }

    private static <K> Map<K, Long> numbers(Map<K, ? extends Number> numbers) {
        Map<K, Long> longs = new LinkedHashMap<>();
        numbers.forEach((key, number) -> longs.put(key, number.longValue()));
        return longs;
    }

    private static Map<String, Long> words(JsonNode pairs) {
        return pairs(pairs, JsonNode::asText);
    }

    private static <K> Map<K, Long> pairs(JsonNode pairs, Function<JsonNode, K> key) {
        Map<K, Long> map = new LinkedHashMap<>();
        pairs.forEach(pair -> map.put(key.apply(pair.get(0)), pair.get(1).asLong()));
        assertThat(map).hasSize(pairs.size());
        return map;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }
}
