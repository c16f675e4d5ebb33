package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On random graphs: nothing overlaps, and everything is below what it reads. */
class TestGraphLayout {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void putsEverythingBelowWhatItReadsAndBesideNothingElse(long seed) {
        Random random = new Random(seed);
        GraphLayout layout = new GraphLayout();
        List<List<GraphLayout.Item>> ways = new ArrayList<>();
        int count = 2 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            List<String> reads = new ArrayList<>();
            for (int j = 0; j < i && reads.size() < 3; j++) {
                if (random.nextInt(i) < 2) {
                    reads.add("box" + j);
                }
            }
            String name = "box" + i;
            layout.add(name, 40 + random.nextInt(200), reads);
            reads.forEach(read -> ways.add(layout.connect(read, name)));
        }
        double width = layout.place();
        TreeMap<Integer, List<GraphLayout.Item>> rows = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            GraphLayout.Item box = layout.box("box" + i);
            rows.computeIfAbsent(box.row(), row -> new ArrayList<>()).add(box);
        }
        for (List<GraphLayout.Item> way : ways) {
            way.subList(1, way.size() - 1)
                    .forEach(joint -> rows.computeIfAbsent(joint.row(), row -> new ArrayList<>())
                            .add(joint));
            for (int i = 1; i < way.size(); i++) {
                assertThat(way.get(i).row()).isEqualTo(way.get(i - 1).row() + 1);
            }
        }
        rows.values().forEach(row -> assertApart(row, width));
    }

    private static void assertApart(List<GraphLayout.Item> row, double width) {
        for (GraphLayout.Item item : row) {
            assertThat(item.x() - item.width() / 2).isGreaterThanOrEqualTo(-1e-9);
            assertThat(item.x() + item.width() / 2).isLessThanOrEqualTo(width + 1e-9);
            for (GraphLayout.Item other : row) {
                if (item != other) {
                    assertThat(Math.abs(item.x() - other.x()))
                            .isGreaterThanOrEqualTo((item.width() + other.width()) / 2);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} boxes")
    @ValueSource(ints = {1, 2, 5})
    void putsAChainUnderItself(int boxes) {
        GraphLayout layout = new GraphLayout();
        for (int i = 0; i < boxes; i++) {
            layout.add("box" + i, 100 + 10 * i, i == 0 ? List.of() : List.of("box" + (i - 1)));
            if (i > 0) {
                layout.connect("box" + (i - 1), "box" + i);
            }
        }
        double width = layout.place();
        assertThat(width).isCloseTo(100 + 10 * (boxes - 1), within(1e-9));
        for (int i = 0; i < boxes; i++) {
            assertThat(layout.box("box" + i).x()).isCloseTo(width / 2, within(1e-9));
        }
    }
}
