package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestLabelSet {
    @Test
    void labelsAreSortedByCodeUnitsFromZero() {
        LabelSet labels = LabelSet.of(List.of("b", "a", "b", "B", "1"));
        assertThat(labels.labels()).containsExactly("1", "B", "a", "b");
        assertThat(labels.id("a")).hasValue(2);
        assertThat(labels.id("c")).isEmpty();
        assertThat(labels.label(3)).isEqualTo("b");
        assertThat(labels.toTsv()).isEqualTo("id\tlabel\n0\t1\n1\tB\n2\ta\n3\tb\n");
    }

    @Test
    void theEmptySetIsASet() {
        LabelSet empty = LabelSet.of(List.of());
        assertThat(empty.size()).isZero();
        assertThat(LabelSet.fromTsv(empty.toTsv(), "labels.tsv")).isEqualTo(empty);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void labelsInAnyOrderGiveTheSameFileAndTheFileGivesThemBack(long seed) {
        Random random = new Random(seed);
        List<String> some = new ArrayList<>();
        for (int label = 0; label < 300; label++) {
            some.add(Corpora.weirdText(random, 4));
        }
        LabelSet labels = LabelSet.of(some);
        Collections.shuffle(some, random);
        assertThat(LabelSet.of(some).sha256()).isEqualTo(labels.sha256());
        assertThat(LabelSet.fromTsv(labels.toTsv(), "labels.tsv")).isEqualTo(labels);
        assertThat(Corpora.copy(labels, LabelSet.class)).isEqualTo(labels);
    }

    @ParameterizedTest
    @CsvSource({"'0,b;1,a;'", "'0,a;1,a;'"})
    void aFileThatIsNotSortedIsRefused(String rows) {
        String tsv = "id\tlabel\n" + rows.replace(',', '\t').replace(';', '\n');
        assertThatThrownBy(() -> LabelSet.fromTsv(tsv, "labels.tsv"))
                .hasMessage("Cannot read labels.tsv: its labels are not sorted, each once");
    }

    @Test
    void aMillionLabelsAreFine() {
        Set<String> many = new HashSet<>();
        for (int label = 0; label < 1_000_000; label++) {
            many.add("label" + label);
        }
        LabelSet labels = LabelSet.of(many);
        for (int id = 0; id < labels.size(); id++) {
            assertThat(labels.id(labels.label(id)).orElse(-1) == id).isTrue();
        }
    }
}
