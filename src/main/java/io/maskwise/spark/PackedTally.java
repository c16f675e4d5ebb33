package io.maskwise.spark;

import io.maskwise.text.LabelSet;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tallies the rows of one file by what was counted when they were packed, without a look at each.
 *
 * <p>That does where every example becomes one row. Else somebody has to look: {@link SplitTally#add(DatasetRow)}, which
 * comes to the same.
 */
final class PackedTally {
    private final RowEncoder encoder;
    private final List<String> names = new ArrayList<>();
    private final TreeMap<String, SplitTally> tallies = new TreeMap<>();

    private PackedTally(RowEncoder encoder) {
        this.encoder = encoder;
    }

    /**
     * The tallies of each split; nothing if an example has a label that the encoder does not know, so that it becomes no
     * row, or if there are more sizes than were counted.
     *
     * @param items all that {@link RowPacker} made of a file
     */
    static Optional<Map<String, SplitTally>> of(Iterator<ReadItem> items, RowEncoder encoder) {
        PackedTally tally = new PackedTally(encoder);
        PackedCounts counts = PackedCounts.none();
        while (items.hasNext()) {
            ReadItem item = items.next();
            if (item instanceof PackedRows rows) {
                tally.names.addAll(rows.newNames());
            } else if (item instanceof SourceRow row) {
                tally.split(row.origin().split()).add(encoder.encode(row));
            } else if (item instanceof PackedCounts all) {
                counts = all;
            }
        }
        if (!counts.splits().values().stream().allMatch(tally::suffices)) {
            return Optional.empty();
        }
        counts.splits().forEach(tally::add);
        return Optional.of(tally.tallies);
    }

    private SplitTally split(String name) {
        return tallies.computeIfAbsent(name, first -> new SplitTally());
    }

    private boolean suffices(SplitCounter counted) {
        return !counted.tooManySizes() && (!(encoder.labels() instanceof LabelSet) || unknownLabels(counted) == 0);
    }

    private long unknownLabels(SplitCounter counted) {
        return counted.names(PackedPart.LABELS)
                .sum(number -> encoder.labels().labelId(names.get(number)).isEmpty());
    }

    private void add(String name, SplitCounter counted) {
        SplitTally split = split(name);
        int end = encoder.labelling() == Labelling.TARGET_SEQUENCE ? 1 : 0; // the symbol after a target
        counted.forEachSize((size, rows) -> split.addRows(size.tokens(), size.target() + end, rows));
        split.addCut(counted.rowsCut(), counted.tokensCut());
        split.addUnknown(unknown(counted.names(PackedPart.TOKENS), encoder.vocabulary()));
        if (encoder.labels() instanceof Vocabulary targets) {
            split.addUnknown(unknown(counted.names(PackedPart.TARGET), targets));
        }
    }

    private long unknown(NumberCounts counts, Vocabulary vocabulary) {
        return counts.sum(number -> vocabulary.id(names.get(number)) == Vocabulary.UNKNOWN_ID);
    }
}
