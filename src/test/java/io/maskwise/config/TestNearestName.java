package io.maskwise.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNearestName {
    private static final List<String> KEYS = List.of("train.workers", "train.epochs", "corpus.path", "dataset.path");

    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, 3",
        "'', abc, 3",
        "abc, '', 3",
        "same, same, 0",
        "ab, ba, 2",
    })
    void countsEdits(String left, String right, int distance) {
        assertThat(NearestName.editDistance(left, right)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({
        "train.worker, train.workers",
        "train.wrokers, train.workers",
        "workers, train.workers",
        "corpsu.path, corpus.path",
        "datset.path, dataset.path",
    })
    void findsWhatWasMeant(String written, String meant) {
        assertThat(NearestName.of(written, KEYS)).contains(meant);
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(NearestName.of("model.precision", KEYS)).isEqualTo(Optional.empty());
    }
}
