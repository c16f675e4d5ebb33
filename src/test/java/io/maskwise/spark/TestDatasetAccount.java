package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands between a lost record and a published dataset (law L7). */
class TestDatasetAccount {
    private static final DatasetPart PART = new DatasetPart(0, "train", 4, 0, 2);

    /** Of a split of which so many records were read, one was rejected, and two rows of three tokens are written. */
    private static SplitCounts counts(long read, long written, long length) {
        return counts(read, 0, written, length, 0);
    }

    private static SplitCounts counts(long read, long extraWindows, long written, long length, long dropped) {
        return new SplitCounts(
                read,
                extraWindows,
                written,
                new TreeMap<>(Map.of("empty-text", 1L)),
                new TreeMap<>(Map.of("too-long", dropped)),
                0,
                0,
                0,
                List.of(new BucketCounts(4, 2, 6)),
                new TreeMap<>(Map.of(3, length)));
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 2, true", "4, 2, 2, false", "2, 2, 2, false", "4, 3, 2, false", "3, 2, 1, false"})
    void anAccountIsClosedWhereEveryRecordIsWrittenOrRejected(long read, long written, long length, boolean closed) {
        assertThat(counts(read, written, length).isClosed()).isEqualTo(closed);
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 0, true", "4, 0, 1, true", "4, 0, 0, false", "2, 1, 0, true", "3, 1, 0, false", "3, 1, 1, true"})
    void dropsAndFurtherWindowsAreCountedApart(long read, long extraWindows, long dropped, boolean closed) {
        assertThat(counts(read, extraWindows, 2, 2, dropped).isClosed()).isEqualTo(closed);
    }

    private static void requireClosed(SplitCounts planned, long rowsWritten, long rejects) {
        new DatasetAccount(List.of(), List.of(), List.of(), Collections.emptySortedMap())
                .requireClosed(
                        Map.of("train", planned),
                        List.of(new WrittenPart(PART, rowsWritten, 6, 0)),
                        Map.of("train", rejects));
    }

    @Test
    void whatTheTasksWroteMustBeWhatTheAccountSays() {
        assertThatCode(() -> requireClosed(counts(3, 2, 2), 2, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> requireClosed(counts(4, 2, 2), 2, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot publish the split train: its account is not closed: ");
        assertThatThrownBy(() -> requireClosed(counts(3, 2, 2), 1, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> requireClosed(counts(3, 2, 2), 2, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(" and 0 rejects");
    }
}
