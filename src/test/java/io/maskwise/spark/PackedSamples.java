package io.maskwise.spark;

import io.maskwise.text.DroppedRecord;
import io.maskwise.text.Labelling;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.SourcePosition;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.TokenizedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random rows, as they are read and as they are packed. */
final class PackedSamples {
    private PackedSamples() {}

    private static List<String> words(SplittableRandom random, int count, int different) {
        return IntStream.range(0, count)
                .mapToObj(i -> "w" + random.nextInt(different))
                .toList();
    }

    /** Rows of one file and three splits, of which a third are no examples; some have ids of their own. */
    static List<ReadItem> rows(SplittableRandom random, Labelling labelling, int labels) {
        List<ReadItem> rows = new ArrayList<>();
        for (int row = 0; row < 150; row++) {
            int length = random.nextInt(1, 8);
            SourcePosition position =
                    new SourcePosition(row < 100 ? "a" : "h\u00f6her", row + 1, row % 7 == 0 ? "id \uD83D " + row : "");
            boolean targets = labelling == Labelling.TARGET_SEQUENCE;
            TokenizedRecord record = switch (random.nextInt(6)) {
                case 0 -> new RejectedRecord(position, "reason-" + random.nextInt(2), "row " + row);
                case 1 -> new DroppedRecord(DroppedRecord.TOO_LONG);
                default ->
                    new TokenizedExample(
                            position,
                            words(random, length, 10),
                            targets ? List.of() : words(random, length, labels),
                            targets ? words(random, random.nextInt(12), 5) : List.of());
            };
            String split = List.of("train", "test", "validation").get(random.nextInt(3));
            int cut = record instanceof TokenizedExample ? Math.max(0, random.nextInt(-5, 4)) : 0;
            rows.add(new SourceRow(new RowOrigin(0, row, split), record, cut));
        }
        return rows;
    }

    /** Rows of lengths at which room has to grow, and of more names than two bytes can tell apart. */
    static List<ReadItem> largeRows(SplittableRandom random, Labelling labelling) {
        int[] lengths = {1, 2, 255, 256, 257, 5_000};
        boolean targets = labelling == Labelling.TARGET_SEQUENCE;
        List<ReadItem> rows = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            int length = lengths[random.nextInt(lengths.length)];
            TokenizedExample example = new TokenizedExample(
                    new SourcePosition("a", 1L << random.nextInt(62)),
                    words(random, length, 90_000),
                    targets ? List.of() : words(random, length, 2),
                    targets ? words(random, lengths[random.nextInt(lengths.length)], 90_000) : List.of());
            rows.add(new SourceRow(new RowOrigin(0, row, "train"), example, 0));
        }
        return rows;
    }

    /** What is kept of them. */
    static List<ReadItem> packed(List<ReadItem> rows) {
        List<ReadItem> packed = new ArrayList<>();
        RowPacker packer = new RowPacker(packed::add);
        rows.forEach(packer);
        packer.end();
        return packed;
    }
}
