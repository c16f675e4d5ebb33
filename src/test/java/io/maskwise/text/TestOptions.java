package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestOptions {
    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void impossibleValuesAreRefused(String message, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                refused(
                        "Invalid pattern: '[a': Unclosed character class near index 1 (must be a regular expression of"
                                + " Java)",
                        () -> new RegexOptions("[a", true)),
                refused(
                        "Invalid pattern: it is empty (must be a regular expression)",
                        () -> new RegexOptions("", true)),
                refused(
                        "Invalid token column: 0 (must be a number from 1, or from -1, the last, backwards)",
                        () -> new ColumnsOptions("", 0, 1, "")),
                refused(
                        "Invalid label column: 2 (must differ from that of the token)",
                        () -> new ColumnsOptions("", 2, 2, "")),
                refused(
                        "Invalid separator: '\\n' (must be without line breaks)",
                        () -> new ColumnsOptions("\n", 1, 2, "")),
                refused(
                        "Invalid text field: it is empty (must be a field's name)",
                        () -> new JsonlOptions("", "label", LabelLevel.SEQUENCE)),
                refused(
                        "Invalid label field: text (must differ from that of the text)",
                        () -> new JsonlOptions("text", "text", LabelLevel.SEQUENCE)),
                refused(
                        "Invalid label field: it is empty (must be a field's name)",
                        () -> new JsonlOptions("text", "", LabelLevel.TOKEN)),
                refused("Invalid minimum count: 0 (must be >= 1)", () -> new VocabularyOptions(0, 0)),
                refused(
                        "Invalid maximum size: 1 (must be 0 = unlimited, or >= 2, as padding and unknown take two ids)",
                        () -> new VocabularyOptions(1, 1)),
                refused(
                        "Invalid separator: '\\n' (must be one character or more, without line breaks or quotes)",
                        () -> new DelimitedOptions("\n", true, "label", "text")),
                refused(
                        "Invalid separator: '' (must be one character or more, without line breaks or quotes)",
                        () -> new DelimitedOptions("", true, "label", "text")),
                refused(
                        "Invalid text column: it is empty (must be a column's name or number)",
                        () -> new DelimitedOptions("\t", true, "label", "")),
                refused(
                        "Invalid label column: text (must differ from the text column)",
                        () -> new DelimitedOptions("\t", true, "text", "text")),
                refused(
                        "Invalid label column: label (must be a number from 1, as the corpus has no header)",
                        () -> new DelimitedOptions("\t", false, "label", "2")),
                refused(
                        "Invalid text column: text (must be a number from 1, as the corpus has no header)",
                        () -> new DelimitedOptions("\t", false, "1", "text")),
                refused(
                        "Invalid sample path: it is empty (must be a folder)",
                        () -> new SampleOptions(SampleKind.TAGGED, " ", Map.of("train", 1), 1)),
                refused("Invalid corpus path: it is empty (must be a folder)", () -> corpus(" ", Map.of("train", "a"))),
                refused(
                        "Invalid splits: there is none (must be at least one, such as train)",
                        () -> corpus("corpus", Map.of())),
                refused(
                        "Invalid split name: '../a' (must be letters, digits, '-' and '_', the first a letter or digit)",
                        () -> corpus("corpus", Map.of("../a", "a"))),
                refused(
                        "Invalid files of split train: 'a,,b' (must be file names separated by commas)",
                        () -> corpus("corpus", Map.of("train", "a,,b"))),
                refused(
                        "Invalid files of split train: ',' (must be file names separated by commas)",
                        () -> corpus("corpus", Map.of("train", ","))),
                refused(
                        "Invalid files of split train: 'a,' (must be file names separated by commas)",
                        () -> corpus("corpus", Map.of("train", "a,"))),
                refused(
                        "Invalid files of split train: a.txt stands twice (must differ, as row ids are made of file"
                                + " names)",
                        () -> corpus("corpus", Map.of("train", "x/a.txt, y/a.txt"))),
                refused(
                        "Invalid targets of a parallel corpus: [dev] (must name a file for each of the splits [train])",
                        () -> parallel("a", Map.of("dev", "b"))),
                refused(
                        "Invalid targets of split train: 'c' (must be 2 file names, one for each of the split's files,"
                                + " separated by commas)",
                        () -> parallel("a, b", Map.of("train", "c"))),
                refused(
                        "Invalid targets of split train: '' (must be 1 file names, one for each of the split's files,"
                                + " separated by commas)",
                        () -> parallel("a", Map.of("train", ""))),
                refused(
                        "Invalid held-out split: train (must be none of the splits that have files, [train])",
                        () -> corpus("corpus", Map.of("train", "a")).with(holdOut(Map.of("train", 0.1)))),
                refused(
                        "Invalid split name: 'a/b' (must be letters, digits, '-' and '_', the first a letter or digit)",
                        () -> holdOut(Map.of("a/b", 0.1))),
                refused(
                        "Invalid fraction of split test: 0.0 (must be > 0 and < 1)",
                        () -> holdOut(Map.of("test", 0.0))),
                refused(
                        "Invalid fraction of split test: 1.0 (must be > 0 and < 1)",
                        () -> holdOut(Map.of("test", 1.0))),
                refused(
                        "Invalid fraction of split test: NaN (must be > 0 and < 1)",
                        () -> holdOut(Map.of("test", Double.NaN))),
                refused(
                        "Invalid held-out fractions: 1.0 in all (must be < 1, so that something is left to train on)",
                        () -> holdOut(Map.of("a", 0.7, "b", 0.2, "c", 0.1))),
                refused(
                        "Invalid rows of split train: 0 (must be >= 1)",
                        () -> new SampleOptions(SampleKind.TAGGED, "out", Map.of("train", 0), 1)),
                refused(
                        "Invalid rows: 20173 in all (must be <= 20172 with numbers up to 20, as no arithmetic row comes"
                                + " twice; raise largest)",
                        () -> new SampleOptions(SampleKind.ARITHMETIC, "out", Map.of("train", 20_173), 1)),
                refused(
                        "Invalid largest number: 0 (must be from 1 to 46340)",
                        () -> new SampleOptions(SampleKind.ARITHMETIC, "out", Map.of("train", 1), 1, 0)),
                refused(
                        "Invalid largest number: 46341 (must be from 1 to 46340)",
                        () -> new SampleOptions(SampleKind.ARITHMETIC, "out", Map.of("train", 1), 1, 46_341)));
    }

    @Test
    void splitsComeByTheirNamesAndListTheirFiles() {
        Map<String, String> splits = new LinkedHashMap<>();
        splits.put("train", "a.txt, b.txt");
        splits.put("dev", "c.txt");
        CorpusOptions options = corpus("corpus", splits);
        assertThat(options.splits().keySet()).containsExactly("dev", "train");
        assertThat(options.files("train")).containsExactly("a.txt", "b.txt");
        assertThat(options.with(holdOut(Map.of("held", 0.5))).allSplits()).containsExactly("dev", "held", "train");
        assertThatThrownBy(() -> options.files("test")).hasMessage("Invalid split: test (must be one of [dev, train])");
    }

    @Test
    void aParallelCorpusNamesTheTargetsOfEachFile() {
        CorpusOptions options = parallel("a.de, b.de", Map.of("train", "a.en, b.en"));
        assertThat(options.targetFiles("train")).containsExactly("a.en", "b.en");
        assertThat(options.labelling()).isEqualTo(Labelling.TARGET_SEQUENCE);
        assertThat(corpus("corpus", Map.of("train", "a")).targetFiles("train")).isEmpty();
    }

    @Test
    void theFormatSaysWhatLabelsBelongTo() {
        assertThat(Corpora.CONLLU.labelling()).isEqualTo(Labelling.PER_TOKEN);
        assertThat(Corpora.TSV.labelling()).isEqualTo(Labelling.PER_SEQUENCE);
        assertThat(Corpora.LINES.labelling()).isEqualTo(Labelling.NONE);
        assertThat(Corpora.LINES.with(ColumnsOptions.DEFAULT).labelling()).isEqualTo(Labelling.PER_TOKEN);
        assertThat(jsonl("label", LabelLevel.SEQUENCE)).isEqualTo(Labelling.PER_SEQUENCE);
        assertThat(jsonl("label", LabelLevel.TOKEN)).isEqualTo(Labelling.PER_TOKEN);
        assertThat(jsonl("", LabelLevel.SEQUENCE)).isEqualTo(Labelling.NONE);
    }

    private static Labelling jsonl(String label, LabelLevel level) {
        return Corpora.LINES.with(new JsonlOptions("text", label, level)).labelling();
    }

    private static CorpusOptions corpus(String path, Map<String, String> splits) {
        return new CorpusOptions(CorpusFormat.LINES, path, splits, ConlluOptions.DEFAULT, DelimitedOptions.DEFAULT);
    }

    private static HoldOutOptions holdOut(Map<String, Double> fractions) {
        return new HoldOutOptions(fractions, 1);
    }

    private static CorpusOptions parallel(String files, Map<String, String> targets) {
        return new CorpusOptions(CorpusFormat.LINES, "corpus", Map.of("train", files))
                .with(new ParallelOptions(targets));
    }

    private static Arguments refused(String message, ThrowingCallable making) {
        return Arguments.of(message, making);
    }
}
