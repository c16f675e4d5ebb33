package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestVocabulary {
    private static final Map<String, Long> COUNTS = Map.of("the", 5L, "b", 2L, "a", 2L, "B", 2L, "rare", 1L);

    @Test
    void tokensStandByCountThenByCodeUnits() {
        Vocabulary vocabulary = Vocabulary.ofCounts(COUNTS, VocabularyOptions.DEFAULT);
        assertThat(vocabulary.toTsv())
                .isEqualTo(
                        "id\ttoken\tcount\n0\t<pad>\t0\n1\t<unk>\t0\n2\tthe\t5\n3\tB\t2\n4\ta\t2\n5\tb\t2\n6\trare\t1\n");
        assertThat(vocabulary.encode(List.of("the", "never", "a"))).containsExactly(2, 1, 4);
        assertThat(vocabulary.token(4)).isEqualTo("a");
        assertThat(vocabulary.count(2)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 7", "2, 0, 6", "3, 0, 3", "6, 0, 2", "1, 4, 4", "1, 2, 2", "1, 100, 7"})
    void rareTokensAndThoseAboveTheMaximumAreUnknown(int minimumCount, int maximumSize, int size) {
        assertThat(Vocabulary.ofCounts(COUNTS, new VocabularyOptions(minimumCount, maximumSize))
                        .size())
                .isEqualTo(size);
    }

    @Test
    void tokensThatReadLikeReservedOnesAreTokens() {
        Vocabulary without = Vocabulary.ofCounts(Map.of("a", 1L), VocabularyOptions.DEFAULT);
        assertThat(without.encode(List.of("<pad>", "<unk>"))).containsExactly(1, 1);
        Vocabulary with = Vocabulary.ofCounts(Map.of("<pad>", 9L, "<unk>", 8L), VocabularyOptions.DEFAULT);
        assertThat(with.encode(List.of("<pad>", "<unk>"))).containsExactly(2, 3);
        assertThat(Vocabulary.fromTsv(with.toTsv(), "v").encode(List.of("<pad>", "<unk>")))
                .containsExactly(2, 3);
    }

    @Test
    void aTargetVocabularyHasAStartAndAnEnd() {
        Vocabulary targets = Vocabulary.ofTargetCounts(COUNTS, new VocabularyOptions(2, 6));
        assertThat(targets.toTsv())
                .isEqualTo(
                        "id\ttoken\tcount\n0\t<pad>\t0\n1\t<unk>\t0\n2\t<start>\t0\n3\t<end>\t0\n4\tthe\t5\n5\tB\t2\n");
        assertThat(targets.encodeTarget(List.of("B", "never", "<end>", "the"))).containsExactly(5, 1, 1, 4, 3);
        assertThat(targets.encodeTarget(List.of())).containsExactly(Vocabulary.END_ID);
        assertThat(Vocabulary.targetFromTsv(targets.toTsv(), "t")).isEqualTo(targets);
        assertThat(targets.firstTokenId()).isEqualTo(4);
    }

    @Test
    void whatIsSentComesBackTheSame() throws IOException, ClassNotFoundException {
        Map<String, Long> words = Map.of("a", 3L, "half \uD83D", 2L, "l" + "o".repeat(70_000) + "ng", 1L);
        for (Vocabulary sent : List.of(
                Vocabulary.ofCounts(words, VocabularyOptions.DEFAULT),
                Vocabulary.ofTargetCounts(words, VocabularyOptions.DEFAULT),
                Vocabulary.ofCounts(Map.of(), VocabularyOptions.DEFAULT),
                Vocabulary.ofTargetCounts(Map.of(), VocabularyOptions.DEFAULT),
                Vocabulary.ofList(List.of("b", "a"), false))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(sent);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                Vocabulary received = (Vocabulary) in.readObject();
                assertThat(received).isEqualTo(sent);
                assertThat(received.toTsv()).isEqualTo(sent.toTsv());
                assertThat(received.firstTokenId()).isEqualTo(sent.firstTokenId());
                assertThat(received.id("a")).isEqualTo(sent.id("a"));
            }
        }
    }

    @Test
    void vocabulariesOfTextsAndOfTargetsAreNotTakenForEachOther() {
        Vocabulary texts = Vocabulary.ofCounts(COUNTS, VocabularyOptions.DEFAULT);
        assertThatThrownBy(() -> texts.encodeTarget(List.of("a")))
                .hasMessage("Cannot encode a target: the vocabulary has no end symbol");
        assertThatThrownBy(() -> Vocabulary.targetFromTsv(texts.toTsv(), "t"))
                .hasMessage("Cannot read t: ids 0 to 3 are not <pad>, <unk>, <start> and <end> with count 0");
        assertThatThrownBy(() -> Vocabulary.ofTargetCounts(COUNTS, new VocabularyOptions(1, 3)))
                .hasMessage("Invalid maximum size of a target vocabulary: 3 (must be 0 or >= 4)");
    }

    @Test
    void theEmptyVocabularyKnowsNothing() {
        Vocabulary empty = Vocabulary.ofCounts(Map.of(), VocabularyOptions.DEFAULT);
        assertThat(empty.size()).isEqualTo(2);
        assertThat(empty.encode(List.of("a"))).containsExactly(Vocabulary.UNKNOWN_ID);
        assertThat(Vocabulary.fromTsv(empty.toTsv(), "v")).isEqualTo(empty);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countsInAnyOrderGiveTheSameFileAndTheFileGivesItBack(long seed) {
        Random random = new Random(seed);
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int token = 0; token < 500; token++) {
            counts.put(Corpora.weirdText(random, 4), (long) random.nextInt(5));
        }
        Vocabulary vocabulary = Vocabulary.ofCounts(counts, VocabularyOptions.DEFAULT);
        List<String> keys = new ArrayList<>(counts.keySet());
        Collections.shuffle(keys, random);
        Map<String, Long> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, counts.getOrDefault(key, 0L)));
        assertThat(Vocabulary.ofCounts(shuffled, VocabularyOptions.DEFAULT).sha256())
                .isEqualTo(vocabulary.sha256());
        assertThat(Vocabulary.fromTsv(vocabulary.toTsv(), "v")).isEqualTo(vocabulary);
        assertThat(Corpora.copy(vocabulary, Vocabulary.class)).isEqualTo(vocabulary);
        for (int id = Vocabulary.RESERVED; id < vocabulary.size(); id++) {
            assertThat(vocabulary.id(vocabulary.token(id))).isEqualTo(id);
        }
    }

    @Test
    void theDigestIsThatOfTheFilesBytes() {
        // printf 'id\ttoken\tcount\n0\t<pad>\t0\n1\t<unk>\t0\n2\té\t1\n' | sha256sum
        assertThat(Vocabulary.ofCounts(Map.of("é", 1L), VocabularyOptions.DEFAULT)
                        .sha256())
                .isEqualTo("b77a6bffb0b7fe27328124b1324a6c05317275298c01e74b985eef5cd5fe60e6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token|Cannot read v.tsv: its first line is not 'id token count'",
                "id,token,count;0,<pad>,0;1,<unk>,0;2,a|Cannot read v.tsv: its last line is cut off",
                "id,token,count;0,<pad>,0;|Cannot read v.tsv: ids 0 and 1 are not <pad> and <unk> with count 0",
                "id,token,count;0,<pad>,0;2,a,1;|Cannot read line 3 of v.tsv: its id is '2' (must be 1)",
                "id,token,count;0,<pad>;|Cannot read line 2 of v.tsv: it has 2 columns (must be 3)",
                "id,token,count;0,<pad>,0;1,<unk>,0;2,a,many;|Cannot read v.tsv: token 2 has the count 'many' (must be a"
                        + " number >= 0)",
                "id,token,count;0,<pad>,0;1,<unk>,0;2,a,-1;|Cannot read v.tsv: token 2 has the count '-1' (must be a"
                        + " number >= 0)",
                "id,token,count;0,<pad>,0;1,<unk>,0;2,a,+1;|Cannot read v.tsv: a count is not written as a plain number"
                        + " (must be digits, the first not 0)",
                "id,token,count;0,<pad>,0;1,<unk>,0;2,a,1;3,a,1;|Cannot read v.tsv: a token stands in it twice",
                "id,token,count;0,\\x,0;|Cannot read line 2 of v.tsv: Invalid escape in '\\x' (must be \\\\, \\t, \\n or"
                        + " \\r)",
            })
    void anotherFileIsRefused(String file, String message) {
        String tsv = file.replace(',', '\t').replace(';', '\n');
        assertThatThrownBy(() -> Vocabulary.fromTsv(tsv, "v.tsv"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage(message);
    }

    @Test
    void aMillionTokensAreFine() {
        Map<String, Long> counts = new HashMap<>();
        for (int token = 0; token < 1_000_000; token++) {
            counts.put("token" + token, 1L);
        }
        Vocabulary vocabulary = Vocabulary.fromTsv(
                Vocabulary.ofCounts(counts, VocabularyOptions.DEFAULT).toTsv(), "v");
        assertThat(vocabulary.size()).isEqualTo(1_000_002);
        assertThat(vocabulary.id("token0")).isEqualTo(2);
    }
}
