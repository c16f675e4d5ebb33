package io.maskwise.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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

    @ParameterizedTest
    @CsvSource({
        "vocabulary.min-count, vocabulary.minimum-count",
        "vocabulary.minCount, vocabulary.minimum-count",
        "vocabulary.mincount, vocabulary.minimum-count",
        "vocabulary.min_count, vocabulary.minimum-count",
        "vocabulary.maxSize, vocabulary.maximum-size",
        "padding.max-len, padding.maximum-length",
        "vocab, vocabulary",
        "eval, evaluate",
        "train.lr, train.updater.learning-rate",
        "lr, train.updater.learning-rate",
        "train.learningRate, train.updater.learning-rate",
        "train.checkpointEvery, train.checkpoint-every",
        "train.aver-freq, train.averaging-frequency",
        "train.rows, train.batch.rows",
        "evaluate.rows, evaluate.batch.rows",
        "train.units, model.rnn.units",
    })
    void findsWhatWasAbbreviatedOrWrittenElsewhere(String written, String meant) {
        List<String> names = new ArrayList<>(MaskwiseConfig.SECTIONS.keySet());
        names.addAll(Keys.of(MaskwiseConfig.SECTIONS));
        assertThat(NearestName.of(written, names)).contains(meant);
    }

    @Test
    void aSingleLetterAbbreviatesNothing() {
        assertThat(NearestName.of("train.e", List.of("train.epochs"))).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "train.batch-size, train.batch.rows, 2",
        "train.batchSize, train.batch.rows, 2",
        "train.size, train.batch.rows, 1",
        "size, train.batch.rows, 0",
        "train, train.batch.rows, 1",
    })
    void countsTheWordsThatTwoNamesBeginWith(String left, String right, int shared) {
        assertThat(NearestName.sharedWords(left, right)).isEqualTo(shared);
        assertThat(NearestName.sharedWords(right, left)).isEqualTo(shared);
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(NearestName.of("model.precision", KEYS)).isEqualTo(Optional.empty());
    }
}
