package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestSplitFiles {
    private static final FileRows LATE = new FileRows(8, "file:/data/split=train/bucket=00008/part-00001.parquet", 4);
    private static final FileRows EARLY = new FileRows(8, "file:/data/split=train/bucket=00008/part-00000.parquet", 3);
    private static final FileRows SHORT = new FileRows(2, "file:/data/split=train/bucket=00002/part-00007.parquet", 5);

    private final SplitFiles files = new SplitFiles(List.of(LATE, EARLY, SHORT));

    @Test
    void ranksFollowFileNamesInsideABucket() {
        assertThat(files.rank(EARLY.file(), 2)).isEqualTo(2);
        assertThat(files.rank(LATE.file(), 0)).isEqualTo(3);
        assertThat(files.rank(SHORT.file(), 0)).isZero();
    }

    @Test
    void filesAreOrderedByBucketAndName() {
        assertThat(files.files()).containsExactly(SHORT, EARLY, LATE);
        assertThat(files.index(LATE.file())).isEqualTo(2);
        assertThat(files.rowsPerBucket()).isEqualTo(Map.of(2, 5L, 8, 7L));
    }

    @Test
    void filesAreNamedByTheirPlaceInTheDataset() {
        assertThat(SHORT.name()).isEqualTo("split=train/bucket=00002/part-00007.parquet");
    }

    @Test
    void aFileThatCameLaterIsAnError() {
        assertThatThrownBy(() -> files.rank("file:/new", 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot place the rows of file:/new: it was not there when rows were counted");
    }
}
