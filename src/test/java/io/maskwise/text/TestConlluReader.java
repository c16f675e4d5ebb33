package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestConlluReader {
    @Test
    void readsWordsAndTheirTagsAndSkipsTheRest() {
        String file = """
                # sent_id = 1
                1-2 vámonos _ _ _ _ _ _ _ _
                1 vamos ir VERB _ _ 0 root _ _
                2 nos nosotros PRON _ _ 1 obj _ _
                2.1 quiere querer VERB _ _ _ _ 1:x _
                3 ! ! PUNCT _ _ 1 punct _ _


                1 Ja ja INTJ _ _ 0 root _ _""".replace(' ', '\t');
        assertThat(Corpora.parse(Corpora.CONLLU, "\n\n" + file))
                .containsExactly(
                        new CorpusExample(
                                new SourcePosition("train", 3),
                                "vamos nos !",
                                List.of("vamos", "nos", "!"),
                                List.of("VERB", "PRON", "PUNCT")),
                        new CorpusExample(new SourcePosition("train", 11), "Ja", List.of("Ja"), List.of("INTJ")));
    }

    @ParameterizedTest
    @CsvSource({
        "FORM, Fish",
        "LEMMA, fish",
        "UPOS, NOUN",
        "XPOS, NN",
        "FEATS, A=b",
        "HEAD, 0",
        "DEPREL, root",
        "DEPS, 0:root",
        "MISC, No"
    })
    void anyColumnCanBeTheLabel(ConlluColumn column, String label) {
        CorpusRecord record = Corpora.parse(labelledBy(column), "1\tFish\tfish\tNOUN\tNN\tA=b\t0\troot\t0:root\tNo\n")
                .get(0);
        assertThat(((CorpusExample) record).labels()).containsExactly(label);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 a a NOUN _|too-few-columns|Line 2 has 5 columns (must be 10, separated by tabs)",
                "2 a a NOUN _ _ _ _ _ _ _|too-many-columns|Line 2 has 11 columns (must be 10, separated by tabs)",
                "3 a a NOUN _ _ _ _ _ _|invalid-id|Line 2 has the token id 3 (must be 2; is a blank line missing between"
                        + " two sentences?)",
                "1.x a a NOUN _ _ _ _ _ _|invalid-id|Line 2 has the token id '1.x' (must be a number)",
                "2  a NOUN _ _ _ _ _ _|empty-token|Line 2 has an empty form (must be a word)",
                "2 a a _ _ _ _ _ _ _|missing-label|Line 2 has no label in column UPOS",
            })
    void oneBadLineRejectsItsWholeSentence(String line, String reason, String detail) {
        String file = word(1) + line.replace(' ', '\t') + "\n" + word(3) + "\n" + word(1);
        assertThat(Corpora.parse(Corpora.CONLLU, file))
                .containsExactly(
                        new RejectedRecord(new SourcePosition("train", 1), reason, detail),
                        new CorpusExample(new SourcePosition("train", 5), "w1", List.of("w1"), List.of("X")));
    }

    @Test
    void aLineOfEmptyColumnsIsABadLineAndNoEndOfASentence() {
        String file = word(1) + "\t".repeat(9) + "\n" + word(2) + " \n" + word(1);
        assertThat(Corpora.parse(Corpora.CONLLU, file))
                .containsExactly(
                        new RejectedRecord(
                                new SourcePosition("train", 1),
                                "invalid-id",
                                "Line 2 has the token id '' (must be a number)"),
                        new CorpusExample(new SourcePosition("train", 5), "w1", List.of("w1"), List.of("X")));
    }

    @ParameterizedTest
    @CsvSource({"UPOS, true", "XPOS, true", "HEAD, true", "DEPREL, true", "LEMMA, false", "FEATS, false"})
    void anUnderscoreIsNoLabelWhereItMeansNotAnnotated(ConlluColumn column, boolean missing) {
        CorpusRecord record = Corpora.parse(labelledBy(column), "1\tFish\t_\t_\t_\t_\t_\t_\t_\t_\n")
                .get(0);
        assertThat(Corpora.textsAndReasons(List.of(record))).containsExactly(missing ? "!missing-label" : "Fish");
    }

    private static CorpusOptions labelledBy(ConlluColumn column) {
        return new CorpusOptions(
                CorpusFormat.CONLLU,
                "corpus",
                Map.of("train", "train"),
                new ConlluOptions(column),
                DelimitedOptions.DEFAULT);
    }

    @Test
    void aSentenceWithoutWordsIsRejected() {
        assertThat(Corpora.parse(Corpora.CONLLU, "# text = \n\n" + word(1)))
                .first()
                .isEqualTo(new RejectedRecord(
                        new SourcePosition("train", 1),
                        "empty-text",
                        "The sentence at line 1 has no tokens (must be at least one)"));
    }

    @Test
    void invalidUtf8RejectsTheSentenceAndNamesTheLine() {
        byte[] bytes = (word(1) + word(2) + "\n" + word(1)).getBytes(UTF_8);
        bytes[word(1).length() + 2] = (byte) 0xFF;
        assertThat(Corpora.parse(Corpora.CONLLU, bytes))
                .first()
                .isEqualTo(new RejectedRecord(
                        new SourcePosition("train", 1),
                        "invalid-utf8",
                        "Line 2 is not valid UTF-8 (save the file as UTF-8)"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everySentenceComesOutOnceGoodOrBad(long seed) {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int sentence = 0; sentence < 300; sentence++) {
            int words = 1 + random.nextInt(6);
            int bad = random.nextInt(4) == 0 ? 1 + random.nextInt(words) : 0;
            List<String> forms = new ArrayList<>();
            for (int id = 1; id <= words; id++) {
                file.append(id == bad ? id + "\tw\n" : word(id));
                forms.add("w" + id);
            }
            file.append(random.nextBoolean() ? "\n" : "\r\n \n");
            expected.add(bad > 0 ? "!too-few-columns" : String.join(" ", forms));
        }
        assertThat(Corpora.textsAndReasons(Corpora.parse(Corpora.CONLLU, file.toString())))
                .isEqualTo(expected);
    }

    private static String word(int id) {
        return id + "\tw" + id + "\tw\tX\t_\t_\t_\t_\t_\t_\n";
    }
}
