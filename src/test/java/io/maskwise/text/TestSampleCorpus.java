package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestSampleCorpus {
    private static final SampleOptions TAGGED = options(SampleKind.TAGGED, 1500, 300);
    private static final SampleOptions ARITHMETIC = options(SampleKind.ARITHMETIC, 2000, 500);
    private static final Pattern PROBLEM =
            Pattern.compile("([xy])=(-?\\d{1,2}),([xy])=(-?\\d{1,2}):([xy])([+*-])([xy])");

    @Test
    void theCommittedFilesAreWhatTheSeedGives() throws IOException {
        for (SampleOptions options : List.of(TAGGED, ARITHMETIC)) {
            for (Map.Entry<String, String> file : SampleCorpus.generate(options).entrySet()) {
                assertThat(Files.readString(Path.of(options.path(), file.getKey())))
                        .as(file.getKey())
                        .isEqualTo(file.getValue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SampleKind.class)
    void theOrderOfTheSplitsDoesNotMatterAndTheSeedDoes(SampleKind kind) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        rows.put("train", 50);
        rows.put("test", 20);
        Map<String, Integer> turned = new LinkedHashMap<>();
        turned.put("test", 20);
        turned.put("train", 50);
        Map<String, String> files = SampleCorpus.generate(new SampleOptions(kind, "out", rows, 7));
        assertThat(SampleCorpus.generate(new SampleOptions(kind, "out", turned, 7)))
                .isEqualTo(files);
        assertThat(SampleCorpus.generate(new SampleOptions(kind, "out", rows, 8)))
                .isNotEqualTo(files);
    }

    @Test
    void taggedSentencesAreWellFormedDistinctAndOfVaryingLength() {
        List<CorpusExample> sentences = new ArrayList<>(examples(TAGGED, "train.conllu"));
        sentences.addAll(examples(TAGGED, "test.conllu"));
        assertThat(sentences).hasSize(1800);
        assertThat(sentences).extracting(CorpusExample::text).doesNotHaveDuplicates();
        assertThat(sentences)
                .extracting(sentence -> sentence.tokens().size())
                .allMatch(length -> length >= 2 && length <= 30)
                .contains(2, 30);
    }

    @Test
    void taggingEachWordWithItsMostFrequentTagIsNotEnough() {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        for (CorpusExample sentence : examples(TAGGED, "train.conllu")) {
            for (int at = 0; at < sentence.tokens().size(); at++) {
                counts.computeIfAbsent(sentence.tokens().get(at), word -> new HashMap<>())
                        .merge(sentence.labels().get(at), 1, Integer::sum);
            }
        }
        int tokens = 0;
        int right = 0;
        for (CorpusExample sentence : examples(TAGGED, "test.conllu")) {
            for (int at = 0; at < sentence.tokens().size(); at++) {
                tokens++;
                String guess =
                        mostFrequent(counts.getOrDefault(sentence.tokens().get(at), Map.of("NOUN", 1)));
                right += guess.equals(sentence.labels().get(at)) ? 1 : 0;
            }
        }
        double accuracy = (double) right / tokens;
        assertThat(accuracy).as("data-samples/README.md says so").isCloseTo(0.8205, within(0.0001));
        assertThat(accuracy).as("context must matter").isLessThan(0.93);
    }

    @Test
    void arithmeticLabelsAreTheFirstCharacterOfTheResult() {
        Set<String> shapes = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        List<CorpusExample> rows = new ArrayList<>(examples(ARITHMETIC, "train.tsv"));
        rows.addAll(examples(ARITHMETIC, "test.tsv"));
        assertThat(rows).hasSize(2500);
        assertThat(rows).extracting(CorpusExample::text).doesNotHaveDuplicates();
        for (CorpusExample row : rows) {
            Matcher problem = PROBLEM.matcher(row.text());
            assertThat(problem.matches()).as(row.text()).isTrue();
            assertThat(row.labels())
                    .as(row.text())
                    .containsExactly(result(problem).substring(0, 1));
            shapes.add(problem.group(1) + problem.group(5) + problem.group(6));
            numbers.add(Integer.valueOf(problem.group(2)));
            numbers.add(Integer.valueOf(problem.group(4)));
        }
        assertThat(numbers)
                .as("every number up to the largest, and no other")
                .hasSize(41)
                .contains(-20, 20);
        assertThat(shapes)
                .as("orders of definition, orders of operands, operators")
                .hasSize(12);
    }

    /** Works the problem out by itself, from its text. */
    private static String result(Matcher problem) {
        Map<String, Integer> values = Map.of(
                problem.group(1), Integer.valueOf(problem.group(2)),
                problem.group(3), Integer.valueOf(problem.group(4)));
        int left = values.getOrDefault(problem.group(5), 0);
        int right = values.getOrDefault(problem.group(7), 0);
        String operator = problem.group(6);
        int sum = operator.equals("+") ? left + right : left - right;
        return Integer.toString(operator.equals("*") ? left * right : sum);
    }

    private static String mostFrequent(Map<String, Integer> tags) {
        return tags.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    private static List<CorpusExample> examples(SampleOptions options, String file) {
        CorpusOptions corpus = options.kind() == SampleKind.TAGGED ? Corpora.CONLLU : Corpora.TSV;
        String content = SampleCorpus.generate(options).getOrDefault(file, "");
        return Corpora.parse(corpus, content).stream()
                .map(CorpusExample.class::cast)
                .toList();
    }

    private static SampleOptions options(SampleKind kind, int train, int test) {
        String folder = "data-samples/" + (kind == SampleKind.TAGGED ? "tagged" : "arithmetic");
        return new SampleOptions(kind, folder, Map.of("train", train, "test", test), 1);
    }
}
