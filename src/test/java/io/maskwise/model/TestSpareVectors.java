package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TestSpareVectors {
    private final SpareVectors spare = new SpareVectors(2);

    @Test
    void whatWasGivenIsTakenOnce() {
        assertThat(spare.take(3)).containsExactly(0, 0, 0);
        float[] values = {1, 2, 3};
        spare.give(ParameterVector.of(values));
        assertThat(spare.take(4)).isNotSameAs(values).hasSize(4);
        assertThat(spare.take(3)).isSameAs(values);
        assertThat(spare.take(3)).isNotSameAs(values).hasSize(3);
    }

    @Test
    void noMoreAreKeptThanThereIsRoomFor() {
        spare.take(1);
        float[][] given = {{1}, {2}, {3}};
        for (float[] values : given) {
            spare.give(ParameterVector.of(values));
        }
        assertThat(List.of(spare.take(1), spare.take(1), spare.take(1)))
                .contains(given[0], given[1])
                .doesNotContain(given[2]);

        SpareVectors nothing = new SpareVectors(0);
        nothing.take(1);
        nothing.give(ParameterVector.of(given[0]));
        assertThat(nothing.take(1)).isNotSameAs(given[0]);
    }

    @Test
    void whatNobodyAskedForIsNotKept() {
        float[] values = {1};
        spare.give(ParameterVector.of(values));
        assertThat(spare.take(1)).isNotSameAs(values);
        spare.give(ParameterVector.of(new double[] {1}));
        assertThat(spare.take(1)).containsExactly(0);
    }
}
