package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in a row go to one file of predictions, as many as it takes. */
class TestPartPlan {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fillsOnePartAfterTheOther(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> files = random.longs(random.nextInt(1, 8), 0, 20).boxed().toList();
        int rows = random.nextInt(1, 9);
        PartPlan plan = PartPlan.of(files, rows);
        List<Integer> parts = new ArrayList<>();
        for (int file = 0; file < files.size(); file++) {
            for (long place = 0; place < files.get(file); place++) {
                parts.add(plan.part(file, place));
            }
        }
        for (int row = 0; row < parts.size(); row++) {
            assertThat(parts.get(row)).isEqualTo(row / rows);
        }
        assertThat(plan.parts()).isEqualTo(Math.max(1, (parts.size() + rows - 1) / rows));
    }

    @Test
    void hasAPartForNothing() {
        assertThat(PartPlan.of(List.of(), 5).parts()).isEqualTo(1);
        assertThat(PartPlan.of(List.of(0L, 0L), 5).parts()).isEqualTo(1);
    }
}
